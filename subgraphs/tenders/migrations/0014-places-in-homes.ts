import { Migration } from '@mikro-orm/migrations';

export class Migration0014PlacesInHomes extends Migration {
  override up(): void {
    this.addSql(
      `create table "tenders"."exception_decision" ("id" uuid not null, "council" text not null, "call_off_id" uuid not null, "choice_id" uuid not null, "outcome" text not null, "explanation" text not null, "answer" text not null, "conditions" jsonb not null, "decided_by" text not null, "role" text not null, "decided_at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "exception_decision_call_off_id_index" on "tenders"."exception_decision" ("call_off_id")`,
    );
    this.addSql(
      `alter table "tenders"."exception_decision" add constraint "exception_decision_choice_id_unique" unique ("choice_id")`,
    );
    this.addSql(
      `alter table "tenders"."exception_decision" add constraint "exception_decision_outcome_check" check ("outcome" in ('GRANTED', 'REFUSED'))`,
    );
    this.addSql(
      `alter table "tenders"."exception_decision" add constraint "exception_decision_answer_check" check ("answer" in ('ALLOWED', 'REFUSED', 'COUNCIL_DISCRETION'))`,
    );
    this.addSql(
      `alter table "tenders"."choice" add "home_id" uuid null, add "place_cost" jsonb null, add "top_up" jsonb null`,
    );
    this.addSql(`alter table "tenders"."award" add "place_cost" jsonb null, add "top_up" jsonb null`);
    this.addSql(`alter table "tenders"."stage" add "only_home_id" uuid null`);
    this.addSql(`revoke update, delete on "tenders"."exception_decision" from "tenders_command", "tenders_system"`);
    this.addSql(`alter table "tenders"."exception_decision" enable row level security`);
    this.addSql(`alter table "tenders"."exception_decision" force row level security`);
    this.addSql(
      `create policy "council_reads" on "tenders"."exception_decision" for select to "tenders_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "tenders"."exception_decision" to "tenders_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "tenders"."exception_decision" to "tenders_system" using (true) with check (true)`,
    );
  }
}
