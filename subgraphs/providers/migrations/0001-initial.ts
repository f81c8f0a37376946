import { Migration } from '@mikro-orm/migrations';
import { machinerySql } from '../../../kernel/database/machinery.js';

export class Migration0001Initial extends Migration {
  override up(): void {
    for (const statement of machinerySql('providers')) this.addSql(statement);
    this.addSql(
      `create table "providers"."capacity_statement" ("id" uuid not null, "council" text not null, "provider_id" uuid not null, "stated_at" timestamptz(3) not null, "received_at" timestamptz(3) not null, "free" jsonb not null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "providers"."capacity_statement" add constraint "capacity_statement_provider_id_council_unique" unique ("provider_id", "council")`,
    );
    this.addSql(
      `create table "providers"."committed_hours" ("award_id" uuid not null, "council" text not null, "provider_id" uuid not null, "call_off_id" uuid not null, "weekly_minutes" int not null, "counted_at" timestamptz(3) not null, "released_at" timestamptz(3) null, primary key ("award_id"))`,
    );
    this.addSql(
      `create index "committed_hours_call_off_id_provider_id_index" on "providers"."committed_hours" ("call_off_id", "provider_id") where released_at is null`,
    );
    this.addSql(
      `create table "providers"."improvement_plan" ("id" uuid not null, "council" text not null, "provider_id" uuid not null, "state" text not null, "items" text[] not null, "share_by" timestamptz(3) not null, "shared_at" timestamptz(3) null, "ends_on" varchar(10) null, primary key ("id"))`,
    );
    this.addSql(
      `create index "improvement_plan_provider_id_council_index" on "providers"."improvement_plan" ("provider_id", "council")`,
    );
    this.addSql(
      `create table "providers"."location" ("id" uuid not null, "provider_id" uuid not null, "cqc_location_id" text not null, "cqc_provider_id" text null, "name" text null, "registered" boolean not null default false, "registered_on" varchar(10) null, "deregistered_on" varchar(10) null, "postcode" text null, "local_authority" text null, "care_home" boolean not null default false, "service_types" text[] not null, "specialisms" text[] not null, "age_bands" text[] not null, "registered_manager_in_post" boolean not null default false, "overall" text not null default 'NOT_YET_RATED', "key_questions" jsonb not null, "published_on" varchar(10) null, "read_at" timestamptz(3) null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "providers"."location" add constraint "location_cqc_location_id_unique" unique ("cqc_location_id")`,
    );
    this.addSql(`create index "location_provider_id_index" on "providers"."location" ("provider_id")`);
    this.addSql(
      `create table "providers"."low_rate_query" ("id" uuid not null, "council" text not null, "provider_id" uuid not null, "care_type" text not null, "pence" bigint not null, "opened_at" timestamptz(3) not null, "closed_at" timestamptz(3) null, "explanation" text null, primary key ("id"))`,
    );
    this.addSql(
      `create index "low_rate_query_provider_id_council_index" on "providers"."low_rate_query" ("provider_id", "council")`,
    );
    this.addSql(
      `create table "providers"."membership" ("id" uuid not null, "council" text not null, "provider_id" uuid not null, "vehicle" text not null, "patch" text null, "status" text not null, "valid_from" varchar(10) not null, "valid_to" varchar(10) null, "terms_version" text not null, "categories" text[] not null, "reason" text null, "admitted_at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "membership_council_vehicle_patch_index" on "providers"."membership" ("council", "vehicle", "patch")`,
    );
    this.addSql(
      `create index "membership_provider_id_council_index" on "providers"."membership" ("provider_id", "council")`,
    );
    this.addSql(
      `create table "providers"."patch" ("id" uuid not null, "council" text not null, "code" text not null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "providers"."patch" add constraint "patch_council_code_unique" unique ("council", "code")`,
    );
    this.addSql(
      `create table "providers"."provider" ("id" uuid not null, "name" text not null, "cqc_location_id" text not null, "categories" text[] not null, "groups" text[] not null, "skills" text[] not null, "areas" text[] not null, "posts_filled" text[] not null, "offices" jsonb not null, "contacts" jsonb not null, "registered_at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "providers"."provider" add constraint "provider_cqc_location_id_unique" unique ("cqc_location_id")`,
    );
    this.addSql(`create index "provider_name_id_index" on "providers"."provider" ("name", "id")`);
    this.addSql(
      `create table "providers"."rating_set" ("id" uuid not null, "location_id" uuid not null, "provider_id" uuid not null, "published_on" varchar(10) not null, "overall" text not null, "key_questions" jsonb not null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "providers"."rating_set" add constraint "rating_set_location_id_published_on_unique" unique ("location_id", "published_on")`,
    );
    this.addSql(
      `create table "providers"."rate" ("id" uuid not null, "council" text not null, "provider_id" uuid not null, "kind" text not null, "care_type" text null, "label" text null, "package_id" uuid null, "pence" bigint not null, "valid_from" varchar(10) not null, "valid_to" varchar(10) null, "approved_by" text null, "reason" text null, primary key ("id"))`,
    );
    this.addSql(`create index "rate_council_kind_index" on "providers"."rate" ("council", "kind")`);
    this.addSql(`create index "rate_provider_id_council_index" on "providers"."rate" ("provider_id", "council")`);
    this.addSql(
      `create table "providers"."standing" ("id" uuid not null, "provider_id" uuid not null, "council" text not null, "version" int not null, "snapshot" jsonb not null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "providers"."standing" add constraint "standing_provider_id_council_unique" unique ("provider_id", "council")`,
    );
    this.addSql(
      `create table "providers"."ward" ("id" uuid not null, "council" text not null, "code" text not null, "name" text not null, "patch" text not null, "valid_from" varchar(10) not null, "valid_to" varchar(10) null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "providers"."ward" add constraint "ward_council_code_valid_from_unique" unique ("council", "code", "valid_from")`,
    );
    this.addSql(
      `create table "providers"."ward_postcode" ("council" text not null, "postcode" text not null, "valid_from" varchar(10) not null, "valid_to" varchar(10) null, "ward_code" text not null, primary key ("council", "postcode", "valid_from"))`,
    );
    this.addSql(
      `create table "providers"."workload" ("provider_id" uuid not null, "private_weekly_minutes" int null, "declared_at" timestamptz(3) null, "committed_weekly_minutes" int not null default 0, "counted_to" bigint not null default '0', primary key ("provider_id"))`,
    );
    this.addSql(`alter table "providers"."capacity_statement" enable row level security`);
    this.addSql(`alter table "providers"."capacity_statement" force row level security`);
    this.addSql(
      `create policy "council_reads" on "providers"."capacity_statement" for select to "providers_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "providers"."capacity_statement" to "providers_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "providers"."capacity_statement" to "providers_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "provider_reads" on "providers"."capacity_statement" for select to "providers_provider" using (provider_id::text = current_setting('hub.organisation', true))`,
    );
    this.addSql(`alter table "providers"."committed_hours" enable row level security`);
    this.addSql(`alter table "providers"."committed_hours" force row level security`);
    this.addSql(
      `create policy "council_reads" on "providers"."committed_hours" for select to "providers_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "providers"."committed_hours" to "providers_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "providers"."committed_hours" to "providers_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "provider_reads" on "providers"."committed_hours" for select to "providers_provider" using (provider_id::text = current_setting('hub.organisation', true))`,
    );
    this.addSql(
      `alter table "providers"."improvement_plan" add constraint "improvement_plan_state_check" check ("state" in ('REQUIRED', 'DRAFTED', 'SHARED', 'ACTIVE', 'MET', 'OVERDUE', 'CLOSED'))`,
    );
    this.addSql(
      `alter table "providers"."improvement_plan" add constraint "improvement_plan_items_check" check ("items" <@ array['OVERALL'::text, 'SAFE'::text, 'EFFECTIVE'::text, 'CARING'::text, 'RESPONSIVE'::text, 'WELL_LED'::text])`,
    );
    this.addSql(`alter table "providers"."improvement_plan" enable row level security`);
    this.addSql(`alter table "providers"."improvement_plan" force row level security`);
    this.addSql(
      `create policy "council_reads" on "providers"."improvement_plan" for select to "providers_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "providers"."improvement_plan" to "providers_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "providers"."improvement_plan" to "providers_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "provider_reads" on "providers"."improvement_plan" for select to "providers_provider" using (provider_id::text = current_setting('hub.organisation', true))`,
    );
    this.addSql(
      `alter table "providers"."location" add constraint "location_age_bands_check" check ("age_bands" <@ array['CHILDREN_0_18'::text, 'ADULTS_18_PLUS'::text])`,
    );
    this.addSql(
      `alter table "providers"."location" add constraint "location_overall_check" check ("overall" in ('OUTSTANDING', 'GOOD', 'REQUIRES_IMPROVEMENT', 'INADEQUATE', 'NOT_YET_RATED'))`,
    );
    this.addSql(`alter table "providers"."location" enable row level security`);
    this.addSql(`alter table "providers"."location" force row level security`);
    this.addSql(
      `create policy "council_reads" on "providers"."location" for select to "providers_council" using (true)`,
    );
    this.addSql(
      `create policy "command_acts" on "providers"."location" to "providers_command" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system_acts" on "providers"."location" to "providers_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "provider_reads" on "providers"."location" for select to "providers_provider" using (provider_id::text = current_setting('hub.organisation', true))`,
    );
    this.addSql(
      `alter table "providers"."low_rate_query" add constraint "low_rate_query_care_type_check" check ("care_type" in ('STANDARD_ADULT', 'PALLIATIVE_EOL', 'STANDARD_CYP', 'D2A'))`,
    );
    this.addSql(`alter table "providers"."low_rate_query" enable row level security`);
    this.addSql(`alter table "providers"."low_rate_query" force row level security`);
    this.addSql(
      `create policy "council_reads" on "providers"."low_rate_query" for select to "providers_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "providers"."low_rate_query" to "providers_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "providers"."low_rate_query" to "providers_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "provider_reads" on "providers"."low_rate_query" for select to "providers_provider" using (provider_id::text = current_setting('hub.organisation', true))`,
    );
    this.addSql(
      `alter table "providers"."membership" add constraint "membership_span" check (valid_to is null or valid_from <= valid_to)`,
    );
    this.addSql(
      `alter table "providers"."membership" add constraint "membership_patch" check ((vehicle = 'PATCH') = (patch is not null))`,
    );
    this.addSql(
      `alter table "providers"."membership" add constraint "membership_vehicle_check" check ("vehicle" in ('PATCH', 'FRAMEWORK', 'FLEXIBLE_CONTRACTING_ARRANGEMENT', 'OPEN_FRAMEWORK', 'DPS', 'SPOT', 'BLOCK', 'NOMINATIONS_AGREEMENT'))`,
    );
    this.addSql(
      `alter table "providers"."membership" add constraint "membership_status_check" check ("status" in ('ADMITTED', 'SUSPENDED', 'EXITED'))`,
    );
    this.addSql(
      `alter table "providers"."membership" add constraint "membership_categories_check" check ("categories" <@ array['HOME_SUPPORT'::text, 'CARE_HOME_WITH_NURSING'::text, 'CARE_HOME_WITHOUT_NURSING'::text, 'CARE_AND_SUPPORT_SUPPORTED_LIVING'::text])`,
    );
    this.addSql(`alter table "providers"."membership" enable row level security`);
    this.addSql(`alter table "providers"."membership" force row level security`);
    this.addSql(
      `create policy "council_reads" on "providers"."membership" for select to "providers_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "providers"."membership" to "providers_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "providers"."membership" to "providers_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "provider_reads" on "providers"."membership" for select to "providers_provider" using (provider_id::text = current_setting('hub.organisation', true))`,
    );
    this.addSql(`alter table "providers"."patch" enable row level security`);
    this.addSql(`alter table "providers"."patch" force row level security`);
    this.addSql(
      `create policy "council_reads" on "providers"."patch" for select to "providers_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "providers"."patch" to "providers_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "providers"."patch" to "providers_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "provider_reads" on "providers"."patch" for select to "providers_provider" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `alter table "providers"."provider" add constraint "provider_categories_check" check ("categories" <@ array['HOME_SUPPORT'::text, 'CARE_HOME_WITH_NURSING'::text, 'CARE_HOME_WITHOUT_NURSING'::text, 'CARE_AND_SUPPORT_SUPPORTED_LIVING'::text])`,
    );
    this.addSql(
      `alter table "providers"."provider" add constraint "provider_posts_filled_check" check ("posts_filled" <@ array['REGISTERED_MANAGER'::text, 'DEPUTY_MANAGER'::text, 'RESPONSIBLE_OFFICER'::text])`,
    );
    this.addSql(`alter table "providers"."provider" enable row level security`);
    this.addSql(`alter table "providers"."provider" force row level security`);
    this.addSql(
      `create policy "council_reads" on "providers"."provider" for select to "providers_council" using (true)`,
    );
    this.addSql(
      `create policy "command_acts" on "providers"."provider" to "providers_command" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system_acts" on "providers"."provider" to "providers_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "provider_reads" on "providers"."provider" for select to "providers_provider" using (id::text = current_setting('hub.organisation', true))`,
    );
    this.addSql(
      `alter table "providers"."rating_set" add constraint "rating_set_overall_check" check ("overall" in ('OUTSTANDING', 'GOOD', 'REQUIRES_IMPROVEMENT', 'INADEQUATE', 'NOT_YET_RATED'))`,
    );
    this.addSql(`alter table "providers"."rating_set" enable row level security`);
    this.addSql(`alter table "providers"."rating_set" force row level security`);
    this.addSql(
      `create policy "council_reads" on "providers"."rating_set" for select to "providers_council" using (true)`,
    );
    this.addSql(
      `create policy "command_acts" on "providers"."rating_set" to "providers_command" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system_acts" on "providers"."rating_set" to "providers_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "provider_reads" on "providers"."rating_set" for select to "providers_provider" using (provider_id::text = current_setting('hub.organisation', true))`,
    );
    this.addSql(
      `alter table "providers"."rate" add constraint "rate_span" check (valid_to is null or valid_from <= valid_to)`,
    );
    this.addSql(`alter table "providers"."rate" add constraint "rate_pence" check (pence > 0)`);
    this.addSql(
      `alter table "providers"."rate" add constraint "rate_kind_check" check ("kind" in ('BLENDED', 'SLEEP_IN', 'WAKING_NIGHT', 'OTHER'))`,
    );
    this.addSql(
      `alter table "providers"."rate" add constraint "rate_care_type_check" check ("care_type" in ('STANDARD_ADULT', 'PALLIATIVE_EOL', 'STANDARD_CYP', 'D2A'))`,
    );
    this.addSql(`alter table "providers"."rate" enable row level security`);
    this.addSql(`alter table "providers"."rate" force row level security`);
    this.addSql(
      `create policy "council_reads" on "providers"."rate" for select to "providers_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "providers"."rate" to "providers_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "providers"."rate" to "providers_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "provider_reads" on "providers"."rate" for select to "providers_provider" using (provider_id::text = current_setting('hub.organisation', true))`,
    );
    this.addSql(`alter table "providers"."standing" enable row level security`);
    this.addSql(`alter table "providers"."standing" force row level security`);
    this.addSql(
      `create policy "council_reads" on "providers"."standing" for select to "providers_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "providers"."standing" to "providers_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "providers"."standing" to "providers_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "provider_reads" on "providers"."standing" for select to "providers_provider" using (provider_id::text = current_setting('hub.organisation', true))`,
    );
    this.addSql(`alter table "providers"."ward" enable row level security`);
    this.addSql(`alter table "providers"."ward" force row level security`);
    this.addSql(
      `create policy "council_reads" on "providers"."ward" for select to "providers_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "providers"."ward" to "providers_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "providers"."ward" to "providers_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "provider_reads" on "providers"."ward" for select to "providers_provider" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(`alter table "providers"."ward_postcode" enable row level security`);
    this.addSql(`alter table "providers"."ward_postcode" force row level security`);
    this.addSql(
      `create policy "council_reads" on "providers"."ward_postcode" for select to "providers_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "providers"."ward_postcode" to "providers_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "providers"."ward_postcode" to "providers_system" using (true) with check (true)`,
    );
    this.addSql(`alter table "providers"."workload" enable row level security`);
    this.addSql(`alter table "providers"."workload" force row level security`);
    this.addSql(
      `create policy "council_reads" on "providers"."workload" for select to "providers_council" using (true)`,
    );
    this.addSql(
      `create policy "command_acts" on "providers"."workload" to "providers_command" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system_acts" on "providers"."workload" to "providers_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "provider_reads" on "providers"."workload" for select to "providers_provider" using (provider_id::text = current_setting('hub.organisation', true))`,
    );
  }
}
