import { Migration } from '@mikro-orm/migrations';

export class Migration0007CouncilsOfACredential extends Migration {
  override up(): void {
    this.addSql(`drop policy "provider_reads" on "providers"."capacity_statement"`);
    this.addSql(`drop policy "provider_reads" on "providers"."committed_hours"`);
    this.addSql(`drop policy "provider_reads" on "providers"."improvement_plan"`);
    this.addSql(`drop policy "provider_reads" on "providers"."low_rate_query"`);
    this.addSql(`drop policy "provider_reads" on "providers"."membership"`);
    this.addSql(`drop policy "provider_reads" on "providers"."patch"`);
    this.addSql(`drop policy "provider_reads" on "providers"."rate"`);
    this.addSql(`drop policy "provider_reads" on "providers"."standing"`);
    this.addSql(`drop policy "provider_reads" on "providers"."ward"`);
    this.addSql(
      `create policy "provider_reads" on "providers"."capacity_statement" for select to "providers_provider" using ((provider_id::text = current_setting('hub.organisation', true)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "provider_reads" on "providers"."committed_hours" for select to "providers_provider" using ((provider_id::text = current_setting('hub.organisation', true)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "provider_reads" on "providers"."improvement_plan" for select to "providers_provider" using ((provider_id::text = current_setting('hub.organisation', true)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "provider_reads" on "providers"."low_rate_query" for select to "providers_provider" using ((provider_id::text = current_setting('hub.organisation', true)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "provider_reads" on "providers"."membership" for select to "providers_provider" using ((provider_id::text = current_setting('hub.organisation', true)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "provider_reads" on "providers"."patch" for select to "providers_provider" using ((council = any(string_to_array(current_setting('hub.councils', true), ','))) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "provider_reads" on "providers"."rate" for select to "providers_provider" using ((provider_id::text = current_setting('hub.organisation', true)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "provider_reads" on "providers"."standing" for select to "providers_provider" using ((provider_id::text = current_setting('hub.organisation', true)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "provider_reads" on "providers"."ward" for select to "providers_provider" using ((council = any(string_to_array(current_setting('hub.councils', true), ','))) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
  }
}
