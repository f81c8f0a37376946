import { Migration } from '@mikro-orm/migrations';

export class Migration0004CouncilsOfACredential extends Migration {
  override up(): void {
    this.addSql(`drop policy "provider_reads" on "tenders"."award"`);
    this.addSql(`drop policy "provider_reads" on "tenders"."bid"`);
    this.addSql(`drop policy "provider_reads" on "tenders"."invitation"`);
    this.addSql(`drop policy "provider_reads" on "tenders"."provider_standing"`);
    this.addSql(`drop policy "provider_reads" on "tenders"."stage"`);
    this.addSql(
      `create policy "provider_reads" on "tenders"."award" for select to "tenders_provider" using ((provider_id::text = current_setting('hub.organisation', true)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "provider_reads" on "tenders"."bid" for select to "tenders_provider" using ((provider_id::text = current_setting('hub.organisation', true)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(`create policy "provider_reads" on "tenders"."invitation" for select to "tenders_provider" using ((invited and provider_id::text = current_setting('hub.organisation', true)
  and (not exists (select 1 from tenders.provider_standing mine
         where mine.provider_id = invitation.provider_id and mine.council = invitation.council and mine.barred)
    or exists (select 1 from tenders.award won
         where won.call_off_id = invitation.call_off_id and won.provider_id = invitation.provider_id
           and won.undone_at is null))) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`);
    this.addSql(
      `create policy "provider_reads" on "tenders"."provider_standing" for select to "tenders_provider" using ((provider_id::text = current_setting('hub.organisation', true)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "provider_reads" on "tenders"."stage" for select to "tenders_provider" using ((exists (select 1 from tenders.invitation mine where mine.stage_id = stage.id)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
  }
}
