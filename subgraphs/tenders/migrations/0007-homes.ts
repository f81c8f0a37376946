import { Migration } from '@mikro-orm/migrations';

export class Migration0007Homes extends Migration {
  override up(): void {
    this.addSql(
      `create table "tenders"."home_standing" ("home_id" uuid not null, "council" text not null, "provider_id" uuid not null, "version" int not null, "snapshot" jsonb not null, primary key ("home_id", "council"))`,
    );
    this.addSql(
      `create index "home_standing_council_provider_id_index" on "tenders"."home_standing" ("council", "provider_id")`,
    );
    this.addSql(`alter table "tenders"."home_standing" enable row level security`);
    this.addSql(`alter table "tenders"."home_standing" force row level security`);
    this.addSql(
      `create policy "council_reads" on "tenders"."home_standing" for select to "tenders_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "tenders"."home_standing" to "tenders_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "tenders"."home_standing" to "tenders_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "provider_reads" on "tenders"."home_standing" for select to "tenders_provider" using ((provider_id::text = current_setting('hub.organisation', true)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(`alter table "tenders"."award" add "home_id" uuid null, add "weekly_price_pence" int null`);
    this.addSql(`alter table "tenders"."award" drop constraint "award_stage_check"`);
    this.addSql(
      `alter table "tenders"."award" add constraint "award_stage_check" check ("stage" in ('PATCH', 'OTHER_PATCHES', 'FRAMEWORK', 'AGENCIES', 'HOMES'))`,
    );
    this.addSql(`alter table "tenders"."stage" drop constraint "stage_kind_check"`);
    this.addSql(
      `alter table "tenders"."stage" add constraint "stage_kind_check" check ("kind" in ('PATCH', 'OTHER_PATCHES', 'FRAMEWORK', 'AGENCIES', 'HOMES'))`,
    );
    this.addSql(`alter table "tenders"."stage" add "service_type" text null`);
    this.addSql(
      `update "tenders"."stage" set "service_type" = (
         select call_off.service_type from "tenders"."call_off" call_off where call_off.id = stage.call_off_id)`,
    );
    this.addSql(`alter table "tenders"."stage" alter "service_type" set not null`);
    this.addSql(`alter table "tenders"."invitation" add "home_id" uuid null`);
    this.addSql(`alter table "tenders"."invitation" drop constraint "invitation_stage_id_provider_id_unique"`);
    this.addSql(
      `create unique index "one_decision_a_provider" on "tenders"."invitation" ("stage_id", "provider_id") where (home_id IS NULL)`,
    );
    this.addSql(
      `alter table "tenders"."invitation" add constraint "one_decision_a_home" unique ("stage_id", "home_id")`,
    );
    this.addSql(
      `alter table "tenders"."bid" add "home_id" uuid null, add "approached" boolean not null default true, add "suitable" boolean null, add "proposal" jsonb null`,
    );
    this.addSql(`alter table "tenders"."bid" drop constraint "bid_state_check"`);
    this.addSql(
      `alter table "tenders"."bid" add constraint "bid_state_check" check ("state" in ('INVITED', 'PROPOSED', 'SET_ASIDE', 'SRF_RELEASED', 'UNDER_EVALUATION', 'VIEWED', 'SUBMITTED', 'REJECTED_LATE', 'DECLINED', 'NO_RESPONSE', 'WITHDRAWN', 'STALE', 'STOOD_DOWN', 'INELIGIBLE', 'UNSUCCESSFUL', 'OFFERED', 'WON', 'REFUSED_AFTER_AWARD', 'FULFILLED'))`,
    );
    this.addSql(`alter table "tenders"."call_off" drop constraint "call_off_state_check"`);
    this.addSql(
      `alter table "tenders"."call_off" add constraint "call_off_state_check" check ("state" in ('DRAFT', 'READY', 'OPEN', 'MATCHING', 'HOMES_PROPOSED', 'FAILED', 'PREFERRED', 'HOME_ASSESSING', 'SUITABLE', 'UNSUITABLE', 'EVALUATING', 'AWARDING', 'AWAITING_CHOICE', 'AWARDED', 'COMPLETED', 'WITHDRAWN'))`,
    );
    this.addSql(`drop policy "provider_reads" on "tenders"."bid"`);
    this.addSql(
      `create policy "provider_reads" on "tenders"."bid" for select to "tenders_provider" using ((approached and provider_id::text = current_setting('hub.organisation', true)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
  }
}
