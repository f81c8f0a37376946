import { Migration } from '@mikro-orm/migrations';

export class Migration0006C2p extends Migration {
  override up(): void {
    this.addSql(
      `create table "tenders"."choice" ("id" uuid not null, "council" text not null, "call_off_id" uuid not null, "bid_id" uuid not null, "decided_by" text not null, "how" text not null, "decided_at" timestamptz(3) not null, "reason" text not null, "recorded_by" text not null, "recorded_at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "choice_call_off_id_recorded_at_index" on "tenders"."choice" ("call_off_id", "recorded_at")`,
    );
    this.addSql(`alter table "tenders"."award" drop constraint "award_stage_check"`);
    this.addSql(
      `alter table "tenders"."award" add constraint "award_stage_check" check ("stage" in ('PATCH', 'OTHER_PATCHES', 'FRAMEWORK', 'AGENCIES'))`,
    );
    this.addSql(`alter table "tenders"."bid" drop constraint "bid_state_check"`);
    this.addSql(
      `alter table "tenders"."bid" add "can_assess" boolean null, add "offered_times" text[] null, add "form_requested_at" timestamptz(3) null, add "form_requested_by" text null`,
    );
    this.addSql(
      `alter table "tenders"."bid" add constraint "bid_state_check" check ("state" in ('INVITED', 'VIEWED', 'SRF_RELEASED', 'SUBMITTED', 'REJECTED_LATE', 'DECLINED', 'NO_RESPONSE', 'WITHDRAWN', 'STALE', 'STOOD_DOWN', 'UNDER_EVALUATION', 'INELIGIBLE', 'UNSUCCESSFUL', 'OFFERED', 'WON', 'REFUSED_AFTER_AWARD', 'FULFILLED'))`,
    );
    this.addSql(`alter table "tenders"."call_off" drop constraint "call_off_state_check"`);
    this.addSql(
      `alter table "tenders"."call_off" add constraint "call_off_state_check" check ("state" in ('DRAFT', 'READY', 'OPEN', 'EVALUATING', 'FAILED', 'AWARDING', 'AWAITING_CHOICE', 'AWARDED', 'COMPLETED', 'WITHDRAWN'))`,
    );
    this.addSql(`alter table "tenders"."stage" drop constraint "stage_kind_check"`);
    this.addSql(
      `alter table "tenders"."stage" add constraint "stage_kind_check" check ("kind" in ('PATCH', 'OTHER_PATCHES', 'FRAMEWORK', 'AGENCIES'))`,
    );
    this.addSql(`revoke update, delete on "tenders"."choice" from "tenders_command", "tenders_system"`);
    this.addSql(`alter table "tenders"."choice" enable row level security`);
    this.addSql(`alter table "tenders"."choice" force row level security`);
    this.addSql(
      `create policy "council_reads" on "tenders"."choice" for select to "tenders_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "tenders"."choice" to "tenders_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(`create policy "system_acts" on "tenders"."choice" to "tenders_system" using (true) with check (true)`);
  }
}
