import { Migration } from '@mikro-orm/migrations';

export class Migration0012HomeStandings extends Migration {
  override up(): void {
    this.addSql(
      `create table "providers"."home_standing" ("id" uuid not null, "home_id" uuid not null, "provider_id" uuid not null, "council" text not null, "version" int not null, "snapshot" jsonb not null, primary key ("id"))`,
    );
    this.addSql(`create index "home_standing_provider_id_index" on "providers"."home_standing" ("provider_id")`);
    this.addSql(
      `alter table "providers"."home_standing" add constraint "home_standing_home_id_council_unique" unique ("home_id", "council")`,
    );
    this.addSql(`alter table "providers"."home_standing" enable row level security`);
    this.addSql(`alter table "providers"."home_standing" force row level security`);
    this.addSql(
      `create policy "council_reads" on "providers"."home_standing" for select to "providers_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "providers"."home_standing" to "providers_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "providers"."home_standing" to "providers_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "provider_reads" on "providers"."home_standing" for select to "providers_provider" using ((provider_id::text = current_setting('hub.organisation', true)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
  }
}
