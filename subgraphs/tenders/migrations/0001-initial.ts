import { Migration } from '@mikro-orm/migrations';
import { machinerySql } from '../../../kernel/database/machinery.js';

export class Migration0001Initial extends Migration {
  override up(): void {
    for (const statement of machinerySql('tenders')) this.addSql(statement);
    this.addSql(
      `create table "tenders"."award" ("id" uuid not null, "council" text not null, "call_off_id" uuid not null, "stage_id" uuid not null, "bid_id" uuid not null, "provider_id" uuid not null, "patch" text not null, "stage" text not null, "weekly_worker_minutes" int not null, "hourly_rate_pence" int null, "decided_at" timestamptz(3) not null, "decided_by" text not null, "policy_version" text not null, "sourcing_version" int not null, "standing_version" int not null, "checks" jsonb not null, "order" jsonb not null, "exception_reason" text null, "exception_justification" text null, "emergency_reason" text null, "not_involved_because" text null, "undone_at" timestamptz(3) null, "undone_reason" text null, primary key ("id"))`,
    );
    this.addSql(`create index "award_call_off_id_index" on "tenders"."award" ("call_off_id")`);
    this.addSql(
      `create index "award_council_patch_provider_id_decided_at_index" on "tenders"."award" ("council", "patch", "provider_id", "decided_at")`,
    );
    this.addSql(
      `create unique index "one_live_award_a_call_off" on "tenders"."award" ("call_off_id") where undone_at is null`,
    );
    this.addSql(
      `create table "tenders"."bid" ("id" uuid not null, "council" text not null, "call_off_id" uuid not null, "stage_id" uuid not null, "invitation_id" uuid not null, "provider_id" uuid not null, "attempt" int not null default 1, "state" text not null, "sealed" boolean not null default true, "start_date" text null, "start_time" text null, "delivery_statement" text null, "double_handed" boolean null, "time_critical" boolean null, "skills" text[] null, "version" int null, "received_at" timestamptz(3) null, "client_sent_at" timestamptz(3) null, "response_speed" text null, "decline_reason" text null, "checks" jsonb not null, "criteria" jsonb not null, "outcome" text null, "outcome_reason" text null, "outcome_at" timestamptz(3) null, primary key ("id"))`,
    );
    this.addSql(`create index "bid_stage_id_state_index" on "tenders"."bid" ("stage_id", "state")`);
    this.addSql(`create index "bid_call_off_id_index" on "tenders"."bid" ("call_off_id")`);
    this.addSql(
      `alter table "tenders"."bid" add constraint "bid_invitation_id_attempt_unique" unique ("invitation_id", "attempt")`,
    );
    this.addSql(
      `create unique index "one_answer_an_invitation" on "tenders"."bid" ("invitation_id") where (state <> ALL (ARRAY['WITHDRAWN'::text, 'REJECTED_LATE'::text]))`,
    );
    this.addSql(
      `create table "tenders"."call_off" ("id" uuid not null, "reference" text not null, "council" text not null, "package_id" uuid not null, "package_reference" text not null, "route" text null, "state" text not null, "patch" text not null, "need" jsonb not null, "version" int not null default 1, "material_version" int not null default 1, "sourcing_version" int not null, "policy_version" text not null, "stage_id" uuid null, "stage" text null, "opens_at" timestamptz(3) not null, "closes_at" timestamptz(3) not null, "warnings" text[] not null, "ended_at" timestamptz(3) null, "end_reason" text null, primary key ("id"))`,
    );
    this.addSql(`create index "call_off_package_id_index" on "tenders"."call_off" ("package_id")`);
    this.addSql(
      `create index "call_off_council_state_closes_at_id_index" on "tenders"."call_off" ("council", "state", "closes_at", "id")`,
    );
    this.addSql(
      `create index "call_off_council_closes_at_id_index" on "tenders"."call_off" ("council", "closes_at", "id")`,
    );
    this.addSql(
      `create unique index "one_live_call_off_a_package" on "tenders"."call_off" ("package_id") where ended_at is null`,
    );
    this.addSql(
      `create table "tenders"."invitation" ("id" uuid not null, "council" text not null, "call_off_id" uuid not null, "stage_id" uuid not null, "provider_id" uuid not null, "invited" boolean not null, "checks" jsonb not null, "standing_version" int not null, "at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "invitation_provider_id_at_id_index" on "tenders"."invitation" ("provider_id", "at", "id")`,
    );
    this.addSql(
      `create index "invitation_call_off_id_provider_id_index" on "tenders"."invitation" ("call_off_id", "provider_id")`,
    );
    this.addSql(
      `alter table "tenders"."invitation" add constraint "invitation_stage_id_provider_id_unique" unique ("stage_id", "provider_id")`,
    );
    this.addSql(
      `create table "tenders"."involvement" ("id" uuid not null, "council" text not null, "call_off_id" uuid not null, "who" text not null, "how" text not null, "at" timestamptz(3) not null, "recorded_by" text not null, "recorded_at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(`create index "involvement_call_off_id_index" on "tenders"."involvement" ("call_off_id")`);
    this.addSql(
      `create table "tenders"."provider_standing" ("provider_id" uuid not null, "council" text not null, "version" int not null, "snapshot" jsonb not null, "barred" boolean not null, primary key ("provider_id", "council"))`,
    );
    this.addSql(
      `create table "tenders"."stage" ("id" uuid not null, "council" text not null, "call_off_id" uuid not null, "reference" text not null, "route" text not null, "position" int not null, "kind" text not null, "need" jsonb not null, "version" int not null, "opens_at" timestamptz(3) not null, "closes_at" timestamptz(3) not null, "target_at" timestamptz(3) null, "first_call_terms" text null, "ended_at" timestamptz(3) null, "ending" text null, "draw_seed" text not null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "tenders"."stage" add constraint "stage_call_off_id_kind_unique" unique ("call_off_id", "kind")`,
    );
    this.addSql(
      `alter table "tenders"."stage" add constraint "stage_call_off_id_position_unique" unique ("call_off_id", "position")`,
    );
    this.addSql(
      `create table "tenders"."state_change" ("id" bigserial primary key, "council" text not null, "call_off_id" uuid not null, "bid_id" uuid null, "from" text not null, "event" text not null, "to" text not null, "at" timestamptz(3) not null, "actor" text not null, "role" text not null, "organisation" text not null, "reason" text null, "policy_version" text not null)`,
    );
    this.addSql(`create index "state_change_call_off_id_index" on "tenders"."state_change" ("call_off_id")`);
    this.addSql(
      `create table "tenders"."uncounted_hours" ("award_id" uuid not null, "provider_id" uuid not null, "call_off_id" uuid not null, "weekly_worker_minutes" int not null, primary key ("award_id"))`,
    );
    this.addSql(`create index "uncounted_hours_provider_id_index" on "tenders"."uncounted_hours" ("provider_id")`);
    this.addSql(
      `alter table "tenders"."award" add constraint "award_stage_check" check ("stage" in ('PATCH', 'OTHER_PATCHES', 'FRAMEWORK'))`,
    );
    this.addSql(`alter table "tenders"."award" enable row level security`);
    this.addSql(`alter table "tenders"."award" force row level security`);
    this.addSql(
      `create policy "council_reads" on "tenders"."award" for select to "tenders_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "tenders"."award" to "tenders_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(`create policy "system_acts" on "tenders"."award" to "tenders_system" using (true) with check (true)`);
    this.addSql(
      `create policy "provider_reads" on "tenders"."award" for select to "tenders_provider" using (provider_id::text = current_setting('hub.organisation', true))`,
    );
    this.addSql(
      `alter table "tenders"."bid" add constraint "bid_state_check" check ("state" in ('INVITED', 'VIEWED', 'SUBMITTED', 'REJECTED_LATE', 'DECLINED', 'NO_RESPONSE', 'WITHDRAWN', 'STALE', 'UNDER_EVALUATION', 'INELIGIBLE', 'UNSUCCESSFUL', 'OFFERED', 'WON', 'REFUSED_AFTER_AWARD', 'FULFILLED'))`,
    );
    this.addSql(`alter table "tenders"."bid" enable row level security`);
    this.addSql(`alter table "tenders"."bid" force row level security`);
    this.addSql(
      `create policy "council_reads" on "tenders"."bid" for select to "tenders_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "tenders"."bid" to "tenders_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(`create policy "system_acts" on "tenders"."bid" to "tenders_system" using (true) with check (true)`);
    this.addSql(
      `create policy "provider_reads" on "tenders"."bid" for select to "tenders_provider" using (provider_id::text = current_setting('hub.organisation', true))`,
    );
    this.addSql(
      `create policy "sealed_until_close" on "tenders"."bid" as restrictive for select to "tenders_council" using (not sealed)`,
    );
    this.addSql(
      `alter table "tenders"."call_off" add constraint "call_off_ended" check ((ended_at is not null) = (state in ('COMPLETED', 'FAILED', 'WITHDRAWN')))`,
    );
    this.addSql(
      `alter table "tenders"."call_off" add constraint "call_off_state_check" check ("state" in ('DRAFT', 'READY', 'OPEN', 'EVALUATING', 'FAILED', 'AWARDING', 'AWARDED', 'COMPLETED', 'WITHDRAWN'))`,
    );
    this.addSql(`alter table "tenders"."call_off" enable row level security`);
    this.addSql(`alter table "tenders"."call_off" force row level security`);
    this.addSql(
      `create policy "council_reads" on "tenders"."call_off" for select to "tenders_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "tenders"."call_off" to "tenders_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "tenders"."call_off" to "tenders_system" using (true) with check (true)`,
    );
    this.addSql(`alter table "tenders"."invitation" enable row level security`);
    this.addSql(`alter table "tenders"."invitation" force row level security`);
    this.addSql(
      `create policy "council_reads" on "tenders"."invitation" for select to "tenders_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "tenders"."invitation" to "tenders_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "tenders"."invitation" to "tenders_system" using (true) with check (true)`,
    );
    this.addSql(`create policy "provider_reads" on "tenders"."invitation" for select to "tenders_provider" using (invited and provider_id::text = current_setting('hub.organisation', true)
  and (not exists (select 1 from tenders.provider_standing mine
         where mine.provider_id = invitation.provider_id and mine.council = invitation.council and mine.barred)
    or exists (select 1 from tenders.award won
         where won.call_off_id = invitation.call_off_id and won.provider_id = invitation.provider_id
           and won.undone_at is null)))`);
    this.addSql(`alter table "tenders"."involvement" enable row level security`);
    this.addSql(`alter table "tenders"."involvement" force row level security`);
    this.addSql(
      `create policy "council_reads" on "tenders"."involvement" for select to "tenders_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "tenders"."involvement" to "tenders_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "tenders"."involvement" to "tenders_system" using (true) with check (true)`,
    );
    this.addSql(`alter table "tenders"."provider_standing" enable row level security`);
    this.addSql(`alter table "tenders"."provider_standing" force row level security`);
    this.addSql(
      `create policy "council_reads" on "tenders"."provider_standing" for select to "tenders_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "tenders"."provider_standing" to "tenders_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "tenders"."provider_standing" to "tenders_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "provider_reads" on "tenders"."provider_standing" for select to "tenders_provider" using (provider_id::text = current_setting('hub.organisation', true))`,
    );
    this.addSql(
      `alter table "tenders"."stage" add constraint "stage_kind_check" check ("kind" in ('PATCH', 'OTHER_PATCHES', 'FRAMEWORK'))`,
    );
    this.addSql(`alter table "tenders"."stage" enable row level security`);
    this.addSql(`alter table "tenders"."stage" force row level security`);
    this.addSql(
      `create policy "council_reads" on "tenders"."stage" for select to "tenders_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "tenders"."stage" to "tenders_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(`create policy "system_acts" on "tenders"."stage" to "tenders_system" using (true) with check (true)`);
    this.addSql(
      `create policy "provider_reads" on "tenders"."stage" for select to "tenders_provider" using (exists (select 1 from tenders.invitation mine where mine.stage_id = stage.id))`,
    );
    this.addSql(
      `create or replace function "tenders"."state_change_state_change_is_append_only_fn"() returns trigger as $$ begin raise exception 'the audit trail is append-only (IDG-16)'; end; $$ language plpgsql`,
    );
    this.addSql(
      `create trigger "state_change_is_append_only" BEFORE UPDATE OR DELETE on "tenders"."state_change" for each ROW execute function "tenders"."state_change_state_change_is_append_only_fn"()`,
    );
    this.addSql(`alter table "tenders"."state_change" enable row level security`);
    this.addSql(`alter table "tenders"."state_change" force row level security`);
    this.addSql(
      `create policy "council_reads" on "tenders"."state_change" for select to "tenders_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "tenders"."state_change" to "tenders_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "tenders"."state_change" to "tenders_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "sealed_until_close" on "tenders"."state_change" as restrictive for select to "tenders_council" using (bid_id is null or exists (select 1 from tenders.bid opened where opened.id = bid_id))`,
    );
    this.addSql(`alter table "tenders"."uncounted_hours" enable row level security`);
    this.addSql(`alter table "tenders"."uncounted_hours" force row level security`);
    this.addSql(
      `create policy "command_acts" on "tenders"."uncounted_hours" to "tenders_command" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system_acts" on "tenders"."uncounted_hours" to "tenders_system" using (true) with check (true)`,
    );
  }
}
