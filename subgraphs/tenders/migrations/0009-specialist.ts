import { Migration } from '@mikro-orm/migrations';

export class Migration0009Specialist extends Migration {
  override up(): void {
    this.addSql(
      `create table "tenders"."assessment" ("id" uuid not null, "council" text not null, "call_off_id" uuid not null, "bid_id" uuid not null, "result" text null, "reason" text null, "note" text null, "scores" jsonb not null, "scored_by" text[] not null, "no_conflict_of_interest" boolean null, "recorded_by" text not null, "recorded_at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "assessment_call_off_id_recorded_at_index" on "tenders"."assessment" ("call_off_id", "recorded_at")`,
    );
    this.addSql(
      `create table "tenders"."budget_approval" ("id" uuid not null, "council" text not null, "call_off_id" uuid not null, "bid_id" uuid not null, "weekly_pence" int not null, "reason" text not null, "approved_by" text not null, "approved_at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "budget_approval_call_off_id_approved_at_index" on "tenders"."budget_approval" ("call_off_id", "approved_at")`,
    );
    this.addSql(
      `create table "tenders"."meet_and_greet" ("id" uuid not null, "council" text not null, "call_off_id" uuid not null, "bid_id" uuid not null, "provider_id" uuid not null, "state" text not null, "arrangements" text not null, "invited_at" timestamptz(3) not null, "held_at" timestamptz(3) null, "provider_confirmed_at" timestamptz(3) null, "council_confirmed_at" timestamptz(3) null, "decline_reason" text null, "ended_at" timestamptz(3) null, primary key ("id"))`,
    );
    this.addSql(`create index "meet_and_greet_call_off_id_index" on "tenders"."meet_and_greet" ("call_off_id")`);
    this.addSql(
      `alter table "tenders"."meet_and_greet" add constraint "meet_and_greet_bid_id_unique" unique ("bid_id")`,
    );
    this.addSql(`alter table "tenders"."award" drop constraint "award_stage_check"`);
    this.addSql(
      `alter table "tenders"."award" add "weekly_cost_pence" int null, add "budget_pence" int null, add "budget_approval_id" uuid null`,
    );
    this.addSql(
      `alter table "tenders"."award" add constraint "award_stage_check" check ("stage" in ('PATCH', 'OTHER_PATCHES', 'FRAMEWORK', 'AGENCIES', 'HOMES', 'LONG_LIST', 'CHOSEN_PROVIDER', 'OPEN_FRAMEWORK', 'DPS'))`,
    );
    this.addSql(`alter table "tenders"."bid" drop constraint "bid_state_check"`);
    this.addSql(
      `alter table "tenders"."bid" add "response" jsonb null, add "scores" jsonb null, add "gate_outcome" text null`,
    );
    this.addSql(
      `alter table "tenders"."bid" add constraint "bid_state_check" check ("state" in ('INVITED', 'PROPOSED', 'SET_ASIDE', 'SRF_RELEASED', 'UNDER_EVALUATION', 'VIEWED', 'SUBMITTED', 'REJECTED_LATE', 'DECLINED', 'NO_RESPONSE', 'WITHDRAWN', 'STALE', 'STOOD_DOWN', 'INELIGIBLE', 'SHORTLISTED', 'UNSUCCESSFUL', 'OFFERED', 'WON', 'REFUSED_AFTER_AWARD', 'FULFILLED'))`,
    );
    this.addSql(`alter table "tenders"."call_off" drop constraint "call_off_state_check"`);
    this.addSql(
      `alter table "tenders"."call_off" add "preparation" jsonb null, add "portal_reference" text null, add "budget_pence" int null`,
    );
    this.addSql(
      `create unique index "one_call_off_a_notice" on "tenders"."call_off" ("council", "portal_reference") where portal_reference is not null`,
    );
    this.addSql(
      `alter table "tenders"."call_off" add constraint "call_off_state_check" check ("state" in ('DRAFT', 'READY', 'OPEN', 'MATCHING', 'HOMES_PROPOSED', 'FAILED', 'PREFERRED', 'HOME_ASSESSING', 'SUITABLE', 'UNSUITABLE', 'EVALUATING', 'AWARDING', 'NEEDS_CHECK', 'AWAITING_CHOICE', 'MEET_AND_GREET', 'CHOSE_DIRECT_PAYMENT', 'AWARDED', 'COMPLETED', 'WITHDRAWN'))`,
    );
    this.addSql(`alter table "tenders"."choice" add "place" int null`);
    this.addSql(`alter table "tenders"."stage" drop constraint "stage_kind_check"`);
    this.addSql(`alter table "tenders"."stage" add "terms" jsonb null`);
    this.addSql(
      `alter table "tenders"."stage" add constraint "stage_kind_check" check ("kind" in ('PATCH', 'OTHER_PATCHES', 'FRAMEWORK', 'AGENCIES', 'HOMES', 'LONG_LIST', 'CHOSEN_PROVIDER', 'OPEN_FRAMEWORK', 'DPS'))`,
    );
    this.addSql(`revoke update, delete on "tenders"."assessment" from "tenders_command", "tenders_system"`);
    this.addSql(`alter table "tenders"."assessment" enable row level security`);
    this.addSql(`alter table "tenders"."assessment" force row level security`);
    this.addSql(
      `create policy "council_reads" on "tenders"."assessment" for select to "tenders_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "tenders"."assessment" to "tenders_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "tenders"."assessment" to "tenders_system" using (true) with check (true)`,
    );
    this.addSql(`revoke update, delete on "tenders"."budget_approval" from "tenders_command", "tenders_system"`);
    this.addSql(`alter table "tenders"."budget_approval" enable row level security`);
    this.addSql(`alter table "tenders"."budget_approval" force row level security`);
    this.addSql(
      `create policy "council_reads" on "tenders"."budget_approval" for select to "tenders_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "tenders"."budget_approval" to "tenders_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "tenders"."budget_approval" to "tenders_system" using (true) with check (true)`,
    );
    this.addSql(
      `alter table "tenders"."meet_and_greet" add constraint "meet_and_greet_state_check" check ("state" in ('INVITED', 'HELD', 'CONFIRMED', 'DECLINED'))`,
    );
    this.addSql(`alter table "tenders"."meet_and_greet" enable row level security`);
    this.addSql(`alter table "tenders"."meet_and_greet" force row level security`);
    this.addSql(
      `create policy "council_reads" on "tenders"."meet_and_greet" for select to "tenders_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "tenders"."meet_and_greet" to "tenders_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "tenders"."meet_and_greet" to "tenders_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "provider_reads" on "tenders"."meet_and_greet" for select to "tenders_provider" using ((provider_id::text = current_setting('hub.organisation', true)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
  }
}
