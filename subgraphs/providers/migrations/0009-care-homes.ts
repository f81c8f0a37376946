import { Migration } from '@mikro-orm/migrations';

export class Migration0009CareHomes extends Migration {
  override up(): void {
    this.addSql(
      `create table "providers"."care_home" ("id" uuid not null, "provider_id" uuid not null, "location_id" uuid not null, "kinds" text[] not null, "groups" text[] not null, "skills" text[] not null, "recorded_at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "providers"."care_home" add constraint "care_home_location_id_unique" unique ("location_id")`,
    );
    this.addSql(`create index "care_home_provider_id_index" on "providers"."care_home" ("provider_id")`);
    this.addSql(`create index "care_home_groups_index" on "providers"."care_home" using gin ("groups")`);
    this.addSql(`create index "care_home_skills_index" on "providers"."care_home" using gin ("skills")`);
    this.addSql(
      `create table "providers"."home_price" ("id" uuid not null, "home_id" uuid not null, "provider_id" uuid not null, "council" text null, "kind" text not null, "pence" bigint not null, "valid_from" varchar(10) not null, primary key ("id"))`,
    );
    this.addSql(`create index "home_price_home_id_kind_index" on "providers"."home_price" ("home_id", "kind")`);
    this.addSql(
      `create table "providers"."long_list_keys" ("id" uuid not null, "council" text not null, "provider_id" uuid not null, "service_types" text[] not null, "patches" text[] null, "recorded_at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "providers"."long_list_keys" add constraint "long_list_keys_provider_id_council_unique" unique ("provider_id", "council")`,
    );
    this.addSql(
      `create table "providers"."standard_fee" ("id" uuid not null, "council" text not null, "kind" text not null, "pence" bigint not null, "valid_from" varchar(10) not null, "set_at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "providers"."standard_fee" add constraint "standard_fee_council_kind_valid_from_unique" unique ("council", "kind", "valid_from")`,
    );
    this.addSql(
      `create table "providers"."vacancy_statement" ("id" uuid not null, "home_id" uuid not null, "provider_id" uuid not null, "stated_at" timestamptz(3) not null, "received_at" timestamptz(3) not null, "vacancies" jsonb not null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "providers"."vacancy_statement" add constraint "vacancy_statement_home_id_unique" unique ("home_id")`,
    );
    this.addSql(`alter table "providers"."location" add "beds" int null`);
    this.addSql(`create index "location_name_id_index" on "providers"."location" ("name", "id")`);
    this.addSql(
      `create policy "provider_reads" on "providers"."ward_postcode" for select to "providers_provider" using ((council = any(string_to_array(current_setting('hub.councils', true), ','))) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `alter table "providers"."care_home" add constraint "care_home_kinds_check" check ("kinds" <@ array['RESIDENTIAL'::text, 'NURSING'::text, 'RESPITE'::text])`,
    );
    this.addSql(`alter table "providers"."care_home" enable row level security`);
    this.addSql(`alter table "providers"."care_home" force row level security`);
    this.addSql(
      `create policy "council_reads" on "providers"."care_home" for select to "providers_council" using (true)`,
    );
    this.addSql(
      `create policy "command_acts" on "providers"."care_home" to "providers_command" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system_acts" on "providers"."care_home" to "providers_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "provider_reads" on "providers"."care_home" for select to "providers_provider" using (provider_id::text = current_setting('hub.organisation', true))`,
    );
    this.addSql(`alter table "providers"."home_price" add constraint "home_price_pence" check (pence > 0)`);
    this.addSql(
      `alter table "providers"."home_price" add constraint "home_price_kind_check" check ("kind" in ('RESIDENTIAL', 'NURSING', 'RESPITE'))`,
    );
    this.addSql(`alter table "providers"."home_price" enable row level security`);
    this.addSql(`alter table "providers"."home_price" force row level security`);
    this.addSql(
      `create policy "council_reads" on "providers"."home_price" for select to "providers_council" using ((council is null) or council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "providers"."home_price" to "providers_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "providers"."home_price" to "providers_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "provider_reads" on "providers"."home_price" for select to "providers_provider" using ((provider_id::text = current_setting('hub.organisation', true)) and ((council is null) or council = any(string_to_array(current_setting('hub.councils', true), ','))))`,
    );
    this.addSql(
      `alter table "providers"."long_list_keys" add constraint "long_list_keys_service_types_check" check ("service_types" <@ array['DOMICILIARY'::text, 'RESIDENTIAL'::text, 'NURSING'::text, 'RESPITE'::text])`,
    );
    this.addSql(`alter table "providers"."long_list_keys" enable row level security`);
    this.addSql(`alter table "providers"."long_list_keys" force row level security`);
    this.addSql(
      `create policy "council_reads" on "providers"."long_list_keys" for select to "providers_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "providers"."long_list_keys" to "providers_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "providers"."long_list_keys" to "providers_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "provider_reads" on "providers"."long_list_keys" for select to "providers_provider" using ((provider_id::text = current_setting('hub.organisation', true)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(`alter table "providers"."standard_fee" add constraint "standard_fee_pence" check (pence > 0)`);
    this.addSql(
      `alter table "providers"."standard_fee" add constraint "standard_fee_kind_check" check ("kind" in ('RESIDENTIAL', 'NURSING'))`,
    );
    this.addSql(`alter table "providers"."standard_fee" enable row level security`);
    this.addSql(`alter table "providers"."standard_fee" force row level security`);
    this.addSql(
      `create policy "council_reads" on "providers"."standard_fee" for select to "providers_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "providers"."standard_fee" to "providers_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "providers"."standard_fee" to "providers_system" using (true) with check (true)`,
    );
    this.addSql(`alter table "providers"."vacancy_statement" enable row level security`);
    this.addSql(`alter table "providers"."vacancy_statement" force row level security`);
    this.addSql(
      `create policy "council_reads" on "providers"."vacancy_statement" for select to "providers_council" using (true)`,
    );
    this.addSql(
      `create policy "command_acts" on "providers"."vacancy_statement" to "providers_command" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system_acts" on "providers"."vacancy_statement" to "providers_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "provider_reads" on "providers"."vacancy_statement" for select to "providers_provider" using (provider_id::text = current_setting('hub.organisation', true))`,
    );
  }
}
