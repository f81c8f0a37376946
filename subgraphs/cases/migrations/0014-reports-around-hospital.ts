import { Migration } from '@mikro-orm/migrations';

export class Migration0014ReportsAroundHospital extends Migration {
  override up(): void {
    this.addSql(
      `create table "cases"."condition_report" ("id" uuid not null, "council" text not null, "package_id" uuid not null, "person_id" uuid not null, "placement_id" uuid not null, "provider_id" uuid not null, "kind" text not null, "observed_at" timestamptz(3) not null, "reported_at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(`create index "condition_report_placement_id_index" on "cases"."condition_report" ("placement_id")`);
    this.addSql(
      `create table "cases"."hospital_return" ("id" uuid not null, "council" text not null, "package_id" uuid not null, "person_id" uuid not null, "placement_id" uuid not null, "provider_id" uuid not null, "discharged_at" timestamptz(3) not null, "next_of_kin_informed_at" timestamptz(3) null, "answer" text null, "answered_at" timestamptz(3) null, "reason" text null, "rationale" text null, "reported_at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "cases"."hospital_return" add constraint "hospital_return_placement_id_discharged_at_unique" unique ("placement_id", "discharged_at")`,
    );
    this.addSql(`revoke update, delete on "cases"."condition_report" from "cases_command", "cases_system"`);
    this.addSql(`alter table "cases"."condition_report" enable row level security`);
    this.addSql(`alter table "cases"."condition_report" force row level security`);
    this.addSql(
      `create policy "council_reads" on "cases"."condition_report" for select to "cases_council" using (council = current_setting('hub.organisation', true))`,
    );
    this.addSql(
      `create policy "command_acts" on "cases"."condition_report" to "cases_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "cases"."condition_report" to "cases_system" using (true) with check (true)`,
    );
    this.addSql(`create policy "provider_reads" on "cases"."condition_report" for select to "cases_provider" using ((provider_id::text = current_setting('hub.organisation', true) and exists (select 1 from cases.placement own where own.package_id = condition_report.package_id
    and own.provider_id::text = current_setting('hub.organisation', true) and own.state not in ('ENDED', 'WITHDRAWN') and own.covers_age)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`);
    this.addSql(`alter table "cases"."hospital_return" enable row level security`);
    this.addSql(`alter table "cases"."hospital_return" force row level security`);
    this.addSql(
      `create policy "council_reads" on "cases"."hospital_return" for select to "cases_council" using (council = current_setting('hub.organisation', true))`,
    );
    this.addSql(
      `create policy "command_acts" on "cases"."hospital_return" to "cases_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "cases"."hospital_return" to "cases_system" using (true) with check (true)`,
    );
    this.addSql(`create policy "provider_reads" on "cases"."hospital_return" for select to "cases_provider" using ((provider_id::text = current_setting('hub.organisation', true) and exists (select 1 from cases.placement own where own.package_id = hospital_return.package_id
    and own.provider_id::text = current_setting('hub.organisation', true) and own.state not in ('ENDED', 'WITHDRAWN') and own.covers_age)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`);
  }
}
