import { Migration } from '@mikro-orm/migrations';

export class Migration0015PlacesInHomes extends Migration {
  override up(): void {
    this.addSql(
      `alter table "cases"."package" add "specialist_definition" text null, add "specialist_justification" text null`,
    );
    this.addSql(`alter table "cases"."placement" add "assesses_first" boolean not null default false`);
    this.addSql(`alter table "cases"."placement" alter "assesses_first" drop default`);
    this.addSql(
      `alter table "cases"."care_plan" add "strengths" jsonb null, add "available_budget_pence" int null, add "partners" jsonb not null default '[]'`,
    );
    this.addSql(`alter table "cases"."care_plan" alter "partners" drop default`);
    this.addSql(
      `create table "cases"."starter_budget" ("id" uuid not null, "council" text not null, "package_id" uuid not null, "ras_pence" int not null, "adjustments" jsonb not null, "agreements" jsonb not null, "recorded_at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "cases"."starter_budget" add constraint "starter_budget_package_id_unique" unique ("package_id")`,
    );
    this.addSql(
      `create table "cases"."top_up" ("id" uuid not null, "council" text not null, "package_id" uuid not null, "person_id" uuid not null, "placement_id" uuid not null, "version" int not null, "amount_pence" int not null, "standard_fee_pence" int not null, "fee_version" text not null, "agreement" jsonb null, "exception" jsonb null, "recorded_by" text not null, "recorded_at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "cases"."top_up" add constraint "top_up_placement_id_version_unique" unique ("placement_id", "version")`,
    );
    this.addSql(`revoke update, delete on "cases"."top_up" from "cases_command", "cases_system"`);
    this.addSql(`alter table "cases"."starter_budget" enable row level security`);
    this.addSql(`alter table "cases"."starter_budget" force row level security`);
    this.addSql(
      `create policy "council_reads" on "cases"."starter_budget" for select to "cases_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "cases"."starter_budget" to "cases_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "cases"."starter_budget" to "cases_system" using (true) with check (true)`,
    );
    this.addSql(`alter table "cases"."top_up" enable row level security`);
    this.addSql(`alter table "cases"."top_up" force row level security`);
    this.addSql(
      `create policy "council_reads" on "cases"."top_up" for select to "cases_council" using (council = current_setting('hub.organisation', true))`,
    );
    this.addSql(
      `create policy "command_acts" on "cases"."top_up" to "cases_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(`create policy "system_acts" on "cases"."top_up" to "cases_system" using (true) with check (true)`);
  }
}
