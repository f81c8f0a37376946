import { Migration } from '@mikro-orm/migrations';

export class Migration0005ContactSheets extends Migration {
  override up(): void {
    this.addSql(
      `create table "cases"."contact_sheet" ("id" uuid not null, "council" text not null, "placement_id" uuid not null, "provider_id" uuid not null, "version" int not null, "issued_on" varchar(10) not null, "key_worker" text not null, "team" text[] not null, "recorded_at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "cases"."contact_sheet" add constraint "contact_sheet_placement_id_version_unique" unique ("placement_id", "version")`,
    );
    this.addSql(`alter table "cases"."contact_sheet" enable row level security`);
    this.addSql(`alter table "cases"."contact_sheet" force row level security`);
    this.addSql(
      `create policy "council_reads" on "cases"."contact_sheet" for select to "cases_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "cases"."contact_sheet" to "cases_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "cases"."contact_sheet" to "cases_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "provider_reads" on "cases"."contact_sheet" for select to "cases_provider" using (provider_id::text = current_setting('hub.organisation', true))`,
    );
  }
}
