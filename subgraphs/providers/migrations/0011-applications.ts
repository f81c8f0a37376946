import { Migration } from '@mikro-orm/migrations';

export class Migration0011Applications extends Migration {
  override up(): void {
    this.addSql(
      `create table "providers"."evaluation_window" ("id" uuid not null, "council" text not null, "framework_id" uuid not null, "opens_at" timestamptz(3) not null, "closes_at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "evaluation_window_framework_id_closes_at_index" on "providers"."evaluation_window" ("framework_id", "closes_at")`,
    );
    this.addSql(
      `create table "providers"."legacy_transfer" ("id" uuid not null, "council" text not null, "package_reference" text not null, "from_provider_id" uuid not null, "to_provider_id" uuid not null, "planned_on" varchar(10) not null, "tupe_assessed" boolean not null, "person_informed" boolean not null, "state" text not null, "done_on" varchar(10) null, primary key ("id"))`,
    );
    this.addSql(
      `create index "legacy_transfer_council_planned_on_id_index" on "providers"."legacy_transfer" ("council", "planned_on", "id")`,
    );
    this.addSql(
      `alter table "providers"."legacy_transfer" add constraint "legacy_transfer_council_package_reference_unique" unique ("council", "package_reference")`,
    );
    this.addSql(
      `create table "providers"."membership_application" ("id" uuid not null, "council" text not null, "framework_id" uuid not null, "provider_id" uuid not null, "state" text not null, "lots" text[] not null, "expertise" text[] not null, "answers" jsonb not null, "supplier_reference" text null, "portal_reference" text null, "isf" jsonb null, "partnership" jsonb null, "drafted_at" timestamptz(3) not null, "submitted_at" timestamptz(3) null, "window_id" uuid null, "findings" jsonb not null, "faults" text[] not null, "decided_at" timestamptz(3) null, "signed_version" text null, "signed_at" timestamptz(3) null, "membership_id" uuid null, primary key ("id"))`,
    );
    this.addSql(
      `create index "membership_application_drafted_at_id_index" on "providers"."membership_application" ("drafted_at", "id")`,
    );
    this.addSql(
      `create index "membership_application_provider_id_council_index" on "providers"."membership_application" ("provider_id", "council")`,
    );
    this.addSql(
      `create index "membership_application_framework_id_state_index" on "providers"."membership_application" ("framework_id", "state")`,
    );
    this.addSql(
      `create unique index "one_portal_reference_an_application" on "providers"."membership_application" ("council", "portal_reference") where submitted_at is not null and state <> 'WITHDRAWN'`,
    );
    this.addSql(
      `create table "providers"."nominations_agreement" ("id" uuid not null, "council" text not null, "landlord" text not null, "landlord_kind" text not null, "reference" text not null, "homes" int not null, "valid_from" varchar(10) not null, "valid_to" varchar(10) null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "providers"."nominations_agreement" add constraint "nominations_agreement_council_reference_unique" unique ("council", "reference")`,
    );
    this.addSql(
      `create table "providers"."open_framework" ("id" uuid not null, "council" text not null, "vehicle" text not null, "title" text not null, "procurement_reference" text null, "terms_version" text not null, "lots" jsonb not null, "due_diligence" jsonb not null, "questions" jsonb not null, "pass_mark" int not null, "opened_at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "providers"."open_framework" add constraint "open_framework_council_vehicle_unique" unique ("council", "vehicle")`,
    );
    this.addSql(
      `create table "providers"."patch_duties" ("id" uuid not null, "provider_id" uuid not null, "trusted_assessors" int not null, "weekend_discharge" jsonb null, "starts_at_short_notice" boolean not null, "declared_at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "providers"."patch_duties" add constraint "patch_duties_provider_id_unique" unique ("provider_id")`,
    );
    this.addSql(
      `create table "providers"."qaf_rating" ("id" uuid not null, "council" text not null, "provider_id" uuid not null, "score" int not null, "max" int not null, "band" text null, "assessor" text not null, "assessed_on" varchar(10) not null, "expires_on" varchar(10) not null, "recorded_at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "qaf_rating_provider_id_council_index" on "providers"."qaf_rating" ("provider_id", "council")`,
    );
    this.addSql(
      `create table "providers"."quality_evaluation" ("id" uuid not null, "council" text not null, "application_id" uuid not null, "evaluator" text not null, "scores" jsonb not null, "scored_at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "providers"."quality_evaluation" add constraint "quality_evaluation_application_id_evaluator_unique" unique ("application_id", "evaluator")`,
    );
    this.addSql(
      `create table "providers"."supported_living_scheme" ("id" uuid not null, "council" text not null, "name" text not null, "area" text not null, "postcode" text not null, "property_types" text[] not null, "capacity" int not null, "occupants" text[] not null, "on_site_provider_id" uuid null, "agreement_id" uuid null, "core_weekly_pence" int not null, "recorded_at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "supported_living_scheme_council_name_id_index" on "providers"."supported_living_scheme" ("council", "name", "id")`,
    );
    this.addSql(
      `alter table "providers"."membership" add "lots" text[] not null default '{}', add "expertise" text[] not null default '{}', add "office_authority" text null`,
    );
    this.addSql(
      `alter table "providers"."evaluation_window" add constraint "evaluation_window_span" check (opens_at < closes_at)`,
    );
    this.addSql(`alter table "providers"."evaluation_window" enable row level security`);
    this.addSql(`alter table "providers"."evaluation_window" force row level security`);
    this.addSql(
      `create policy "council_reads" on "providers"."evaluation_window" for select to "providers_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "providers"."evaluation_window" to "providers_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "providers"."evaluation_window" to "providers_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "provider_reads" on "providers"."evaluation_window" for select to "providers_provider" using ((council = any(string_to_array(current_setting('hub.councils', true), ','))) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `alter table "providers"."legacy_transfer" add constraint "legacy_transfer_state_check" check ("state" in ('PLANNED', 'READY', 'DONE'))`,
    );
    this.addSql(`alter table "providers"."legacy_transfer" enable row level security`);
    this.addSql(`alter table "providers"."legacy_transfer" force row level security`);
    this.addSql(
      `create policy "council_reads" on "providers"."legacy_transfer" for select to "providers_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "providers"."legacy_transfer" to "providers_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "providers"."legacy_transfer" to "providers_system" using (true) with check (true)`,
    );
    this.addSql(
      `alter table "providers"."membership_application" add constraint "membership_application_state_check" check ("state" in ('DRAFT', 'SUBMITTED', 'DUE_DILIGENCE', 'QUALITY_EVALUATION', 'APPROVED', 'ADMITTED', 'REJECTED', 'WITHDRAWN'))`,
    );
    this.addSql(`alter table "providers"."membership_application" enable row level security`);
    this.addSql(`alter table "providers"."membership_application" force row level security`);
    this.addSql(
      `create policy "council_reads" on "providers"."membership_application" for select to "providers_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "providers"."membership_application" to "providers_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "providers"."membership_application" to "providers_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "provider_reads" on "providers"."membership_application" for select to "providers_provider" using ((provider_id::text = current_setting('hub.organisation', true)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `alter table "providers"."nominations_agreement" add constraint "nominations_agreement_span" check (valid_to is null or valid_from <= valid_to)`,
    );
    this.addSql(
      `alter table "providers"."nominations_agreement" add constraint "nominations_agreement_landlord_kind_check" check ("landlord_kind" in ('REGISTERED_PROVIDER', 'CAPITAL_FUNDER'))`,
    );
    this.addSql(`alter table "providers"."nominations_agreement" enable row level security`);
    this.addSql(`alter table "providers"."nominations_agreement" force row level security`);
    this.addSql(
      `create policy "council_reads" on "providers"."nominations_agreement" for select to "providers_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "providers"."nominations_agreement" to "providers_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "providers"."nominations_agreement" to "providers_system" using (true) with check (true)`,
    );
    this.addSql(
      `alter table "providers"."open_framework" add constraint "open_framework_pass_mark" check (pass_mark between 0 and 100)`,
    );
    this.addSql(
      `alter table "providers"."open_framework" add constraint "open_framework_vehicle_check" check ("vehicle" in ('OPEN_FRAMEWORK', 'DPS'))`,
    );
    this.addSql(`alter table "providers"."open_framework" enable row level security`);
    this.addSql(`alter table "providers"."open_framework" force row level security`);
    this.addSql(
      `create policy "council_reads" on "providers"."open_framework" for select to "providers_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "providers"."open_framework" to "providers_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "providers"."open_framework" to "providers_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "provider_reads" on "providers"."open_framework" for select to "providers_provider" using ((council = any(string_to_array(current_setting('hub.councils', true), ','))) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(`alter table "providers"."patch_duties" enable row level security`);
    this.addSql(`alter table "providers"."patch_duties" force row level security`);
    this.addSql(
      `create policy "council_reads" on "providers"."patch_duties" for select to "providers_council" using (true)`,
    );
    this.addSql(
      `create policy "command_acts" on "providers"."patch_duties" to "providers_command" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system_acts" on "providers"."patch_duties" to "providers_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "provider_reads" on "providers"."patch_duties" for select to "providers_provider" using (provider_id::text = current_setting('hub.organisation', true))`,
    );
    this.addSql(
      `alter table "providers"."qaf_rating" add constraint "qaf_rating_score" check (score between 0 and max)`,
    );
    this.addSql(`alter table "providers"."qaf_rating" enable row level security`);
    this.addSql(`alter table "providers"."qaf_rating" force row level security`);
    this.addSql(
      `create policy "council_reads" on "providers"."qaf_rating" for select to "providers_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "providers"."qaf_rating" to "providers_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "providers"."qaf_rating" to "providers_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "provider_reads" on "providers"."qaf_rating" for select to "providers_provider" using ((provider_id::text = current_setting('hub.organisation', true)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(`alter table "providers"."quality_evaluation" enable row level security`);
    this.addSql(`alter table "providers"."quality_evaluation" force row level security`);
    this.addSql(
      `create policy "council_reads" on "providers"."quality_evaluation" for select to "providers_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "providers"."quality_evaluation" to "providers_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "providers"."quality_evaluation" to "providers_system" using (true) with check (true)`,
    );
    this.addSql(
      `alter table "providers"."supported_living_scheme" add constraint "supported_living_scheme_capacity" check (cardinality(occupants) <= capacity)`,
    );
    this.addSql(
      `alter table "providers"."supported_living_scheme" add constraint "supported_living_scheme_property_types_check" check ("property_types" <@ array['SHARED_HOUSE'::text, 'HOUSE'::text, 'FLAT'::text, 'SELF_CONTAINED_FLAT'::text, 'BUNGALOW'::text])`,
    );
    this.addSql(`alter table "providers"."supported_living_scheme" enable row level security`);
    this.addSql(`alter table "providers"."supported_living_scheme" force row level security`);
    this.addSql(
      `create policy "council_reads" on "providers"."supported_living_scheme" for select to "providers_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "providers"."supported_living_scheme" to "providers_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "providers"."supported_living_scheme" to "providers_system" using (true) with check (true)`,
    );
  }
}
