import { Migration } from '@mikro-orm/migrations';

export class Migration0008MicroProcurement extends Migration {
  override up(): void {
    this.addSql(
      `create table "tenders"."choice_decision" ("id" uuid not null, "council" text not null, "call_off_id" uuid not null, "choice_id" uuid not null, "decision" text not null, "explanation" text not null, "answer" text not null, "conditions" jsonb not null, "decided_by" text not null, "role" text not null, "decided_at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(`create index "choice_decision_call_off_id_index" on "tenders"."choice_decision" ("call_off_id")`);
    this.addSql(
      `alter table "tenders"."choice_decision" add constraint "choice_decision_choice_id_unique" unique ("choice_id")`,
    );
    this.addSql(`alter table "tenders"."award" drop constraint "award_stage_check"`);
    this.addSql(
      `alter table "tenders"."award" add constraint "award_stage_check" check ("stage" in ('PATCH', 'OTHER_PATCHES', 'FRAMEWORK', 'AGENCIES', 'HOMES', 'LONG_LIST', 'CHOSEN_PROVIDER'))`,
    );
    this.addSql(
      `alter table "tenders"."bid" add "can_meet_needs" boolean null, add "requirement_answers" jsonb null, add "weekly_price_pence" int null`,
    );
    this.addSql(`alter table "tenders"."call_off" drop constraint "call_off_ended"`);
    this.addSql(`alter table "tenders"."call_off" drop constraint "call_off_state_check"`);
    this.addSql(
      `alter table "tenders"."call_off" add constraint "call_off_ended" check ((ended_at is not null) = (state in ('COMPLETED', 'FAILED', 'CHOSE_DIRECT_PAYMENT', 'WITHDRAWN')))`,
    );
    this.addSql(
      `alter table "tenders"."call_off" add constraint "call_off_state_check" check ("state" in ('DRAFT', 'READY', 'OPEN', 'MATCHING', 'HOMES_PROPOSED', 'FAILED', 'PREFERRED', 'HOME_ASSESSING', 'SUITABLE', 'UNSUITABLE', 'EVALUATING', 'AWARDING', 'AWAITING_CHOICE', 'CHOSE_DIRECT_PAYMENT', 'AWARDED', 'COMPLETED', 'WITHDRAWN'))`,
    );
    this.addSql(
      `alter table "tenders"."choice" add "provider_id" uuid null, add "is_alternative" boolean not null default false, add "answer" text not null default 'ALLOWED', add "conditions" jsonb not null default '[]', add "order" jsonb not null default '[]', add "direct_payment_set_up_on" text null, add "scheme_id" uuid null`,
    );
    this.addSql(`alter table "tenders"."choice" alter "conditions" drop default, alter "order" drop default`);
    this.addSql(`alter table "tenders"."choice" alter column "bid_id" drop not null`);
    this.addSql(
      `alter table "tenders"."choice" add constraint "choice_answer_check" check ("answer" in ('ALLOWED', 'REFUSED', 'COUNCIL_DISCRETION'))`,
    );
    this.addSql(`alter table "tenders"."stage" drop constraint "stage_kind_check"`);
    this.addSql(`alter table "tenders"."stage" add "only_provider_id" uuid null`);
    this.addSql(
      `alter table "tenders"."stage" add constraint "stage_kind_check" check ("kind" in ('PATCH', 'OTHER_PATCHES', 'FRAMEWORK', 'AGENCIES', 'HOMES', 'LONG_LIST', 'CHOSEN_PROVIDER'))`,
    );
    this.addSql(
      `alter table "tenders"."choice_decision" add constraint "choice_decision_decision_check" check ("decision" in ('REASONABLE', 'UNREASONABLE'))`,
    );
    this.addSql(
      `alter table "tenders"."choice_decision" add constraint "choice_decision_answer_check" check ("answer" in ('ALLOWED', 'REFUSED', 'COUNCIL_DISCRETION'))`,
    );
    this.addSql(`revoke update, delete on "tenders"."choice_decision" from "tenders_command", "tenders_system"`);
    this.addSql(`alter table "tenders"."choice_decision" enable row level security`);
    this.addSql(`alter table "tenders"."choice_decision" force row level security`);
    this.addSql(
      `create policy "council_reads" on "tenders"."choice_decision" for select to "tenders_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "tenders"."choice_decision" to "tenders_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "tenders"."choice_decision" to "tenders_system" using (true) with check (true)`,
    );
  }
}
