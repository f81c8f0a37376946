import { Migration } from '@mikro-orm/migrations';

export class Migration0016FormReleases extends Migration {
  override up(): void {
    this.addSql(
      `create table "cases"."form_release" ("id" uuid not null, "council" text not null, "package_id" uuid not null, "person_id" uuid not null, "call_off_id" uuid not null, "provider_id" uuid not null, "requested_by" text not null, "version" int not null, "released_at" timestamptz(3) not null, "ended_at" timestamptz(3) null, primary key ("id"))`,
    );
    this.addSql(
      `create index "form_release_package_id_provider_id_index" on "cases"."form_release" ("package_id", "provider_id")`,
    );
    this.addSql(`drop policy "provider_reads" on "cases"."service_request"`);
    this.addSql(`alter table "cases"."disclosure" drop constraint "disclosure_ground_check"`);
    this.addSql(
      `alter table "cases"."disclosure" add constraint "disclosure_ground_check" check ("ground" in ('AWARDED', 'ACTIVE', 'RELEASED', 'COUNCIL'))`,
    );
    this.addSql(`create policy "provider_reads" on "cases"."service_request" for select to "cases_provider" using ((exists (select 1 from cases.placement own where own.package_id = service_request.package_id
    and own.provider_id::text = current_setting('hub.organisation', true) and own.state not in ('ENDED', 'WITHDRAWN') and own.covers_age) or exists (select 1 from cases.form_release released where released.package_id = service_request.package_id
    and released.provider_id::text = current_setting('hub.organisation', true) and released.ended_at is null)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`);
    this.addSql(`alter table "cases"."form_release" enable row level security`);
    this.addSql(`alter table "cases"."form_release" force row level security`);
    this.addSql(
      `create policy "council_reads" on "cases"."form_release" for select to "cases_council" using (council = current_setting('hub.organisation', true))`,
    );
    this.addSql(
      `create policy "command_acts" on "cases"."form_release" to "cases_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "cases"."form_release" to "cases_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "provider_reads" on "cases"."form_release" for select to "cases_provider" using ((provider_id::text = current_setting('hub.organisation', true)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
  }
}
