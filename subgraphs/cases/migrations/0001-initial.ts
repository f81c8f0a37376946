import { Migration } from '@mikro-orm/migrations';
import { machinerySql } from '../../../kernel/database/machinery.js';

export class Migration0001Initial extends Migration {
  override up(): void {
    for (const statement of machinerySql('cases')) this.addSql(statement);
    this.addSql(
      `create table "cases"."care_plan" ("id" uuid not null, "council" text not null, "package_id" uuid not null, "person_id" uuid not null, "version" int not null, "status" text not null, "care_manager_id" text null, "provider_id" uuid null, "weekly_minutes" int null, "activities" text[] not null, "outcomes" jsonb not null, "total_budget_pence" int null, "medication" jsonb not null, "other_services" jsonb not null, "interim_reason" text null, "authorised_at" timestamptz(3) null, "issued_at" timestamptz(3) not null, "replaced_at" timestamptz(3) null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "cases"."care_plan" add constraint "care_plan_package_id_version_unique" unique ("package_id", "version")`,
    );
    this.addSql(
      `create table "cases"."discharge_arrangements" ("id" uuid not null, "council" text not null, "package_id" uuid not null, "person_id" uuid not null, "placement_id" uuid not null, "provider_id" uuid not null, "version" int not null, "discharge_at" timestamptz(3) not null, "arrangements" text not null, "agreed_at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "cases"."discharge_arrangements" add constraint "discharge_arrangements_placement_id_version_unique" unique ("placement_id", "version")`,
    );
    this.addSql(
      `create table "cases"."discharge_passport" ("id" uuid not null, "council" text not null, "package_id" uuid not null, "person_id" uuid not null, "version" int not null, "calls_per_day" int not null, "call_minutes" int not null, "expected_discharge_at" timestamptz(3) not null, "two_workers" boolean not null, "schedule" jsonb not null, "purpose" text not null, "arrangements" text null, "assessment_summary" text null, "received_at" timestamptz(3) not null, "submitted" jsonb null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "cases"."discharge_passport" add constraint "discharge_passport_package_id_version_unique" unique ("package_id", "version")`,
    );
    this.addSql(
      `create table "cases"."disclosure" ("id" uuid not null, "council" text not null, "at" timestamptz(3) not null, "subject" text not null, "role" text not null, "organisation" text not null, "person_id" uuid not null, "package_id" uuid null, "opened" text not null, "version" int null, "ground" text not null, primary key ("id"))`,
    );
    this.addSql(`create index "disclosure_person_id_at_id_index" on "cases"."disclosure" ("person_id", "at", "id")`);
    this.addSql(
      `create table "cases"."document_query" ("id" uuid not null, "council" text not null, "placement_id" uuid not null, "package_id" uuid not null, "person_id" uuid not null, "provider_id" uuid not null, "kind" text not null, "routed_to" text not null, "question" text not null, "raised_at" timestamptz(3) not null, "answer" text null, "answered_at" timestamptz(3) null, primary key ("id"))`,
    );
    this.addSql(
      `create index "document_query_council_raised_at_id_index" on "cases"."document_query" ("council", "raised_at", "id") where answered_at is null`,
    );
    this.addSql(
      `create index "document_query_placement_id_raised_at_id_index" on "cases"."document_query" ("placement_id", "raised_at", "id")`,
    );
    this.addSql(
      `create table "cases"."ipo" ("id" uuid not null, "council" text not null, "reference" text not null, "placement_id" uuid not null, "package_id" uuid not null, "person_id" uuid not null, "provider_id" uuid not null, "version" int not null, "content" jsonb not null, "issued_at" timestamptz(3) not null, "acknowledged_at" timestamptz(3) null, "collected_at" timestamptz(3) null, primary key ("id"))`,
    );
    this.addSql(
      `create index "ipo_council_issued_at_id_index" on "cases"."ipo" ("council", "issued_at", "id") where collected_at is null`,
    );
    this.addSql(
      `alter table "cases"."ipo" add constraint "ipo_placement_id_version_unique" unique ("placement_id", "version")`,
    );
    this.addSql(
      `create table "cases"."package" ("id" uuid not null, "council" text not null, "reference" text not null, "person_id" uuid not null, "state" text not null, "service_type" text not null, "care_type" text not null, "urgency" text not null, "needed_from" varchar(10) not null, "weekly_worker_minutes" int not null, "patch" text not null, "ward" text not null, "funding" text not null, "commissioners" text[] not null, "jointly_funded" boolean not null, "d2a_purpose" text null, "need" jsonb not null, "warnings" text[] not null, "sourcing_version" int not null, "policy_version" text not null, "source_id" text not null, "source_version" int not null, "path" text not null, "assessment_completed_at" timestamptz(3) null, "care_plan_completed_at" timestamptz(3) null, "panel_purpose" text null, "form_kind" text null, "form_completed_at" timestamptz(3) null, "with_brokerage_at" timestamptz(3) null, "d2a_eligible" boolean null, "d2a_decided_at" timestamptz(3) null, "passport_received_at" timestamptz(3) null, "opened_at" timestamptz(3) not null, "closed_at" timestamptz(3) null, "cancel_reason" text null, primary key ("id"))`,
    );
    this.addSql(`create index "package_person_id_index" on "cases"."package" ("person_id")`);
    this.addSql(
      `create index "package_council_opened_at_id_index" on "cases"."package" ("council", "opened_at", "id")`,
    );
    this.addSql(
      `create index "package_council_state_opened_at_id_index" on "cases"."package" ("council", "state", "opened_at", "id")`,
    );
    this.addSql(
      `alter table "cases"."package" add constraint "package_council_path_source_id_unique" unique ("council", "path", "source_id")`,
    );
    this.addSql(
      `create table "cases"."panel_decision" ("id" uuid not null, "council" text not null, "package_id" uuid not null, "purpose" text not null, "outcome" text not null, "decided_at" timestamptz(3) not null, "conditions" text null, "respite_allowance_confirmed" boolean null, primary key ("id"))`,
    );
    this.addSql(`create index "panel_decision_package_id_index" on "cases"."panel_decision" ("package_id")`);
    this.addSql(
      `alter table "cases"."panel_decision" add constraint "panel_decision_package_id_purpose_decided_at_unique" unique ("package_id", "purpose", "decided_at")`,
    );
    this.addSql(
      `create table "cases"."person" ("id" uuid not null, "council" text not null, "council_person_id" text not null, "nhs_number" text null, "name" text not null, "date_of_birth" varchar(10) not null, "address" text not null, "postcode" text not null, "telephone" text null, "cohort" text not null, "end_of_life" jsonb null, "preferences" text null, "contacts" jsonb not null, "updated_at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "cases"."person" add constraint "person_council_council_person_id_unique" unique ("council", "council_person_id")`,
    );
    this.addSql(
      `create table "cases"."placement" ("id" uuid not null, "council" text not null, "reference" text not null, "package_reference" text not null, "package_id" uuid not null, "person_id" uuid not null, "provider_id" uuid not null, "call_off_id" uuid not null, "award_id" uuid not null, "state" text not null, "service_type" text not null, "care_type" text not null, "need" jsonb not null, "weekly_worker_minutes" int not null, "hourly_rate_pence" int null, "weekly_price_pence" int null, "total_budget_pence" int null, "care_plan_version" int null, "policy_version" text not null, "start_date" varchar(10) not null, "start_time" varchar(5) not null, "assessment_completed_on" varchar(10) null, "length_of_stay_nights" int null, "awarded_at" timestamptz(3) not null, "documents_sent_at" timestamptz(3) null, "documents_read_at" timestamptz(3) null, "confirmed_at" timestamptz(3) null, "first_call_at" timestamptz(3) null, "discharge_at" timestamptz(3) null, "offered_times" jsonb not null, "las_line_id" text null, "started_at" timestamptz(3) null, "d2a_end_date" varchar(10) null, "end_date" varchar(10) null, "ended_at" timestamptz(3) null, "end_reason" text null, "withdrawal_reason" text null, primary key ("id"))`,
    );
    this.addSql(
      `create index "placement_council_state_awarded_at_id_index" on "cases"."placement" ("council", "state", "awarded_at", "id")`,
    );
    this.addSql(
      `create index "placement_provider_id_awarded_at_id_index" on "cases"."placement" ("provider_id", "awarded_at", "id")`,
    );
    this.addSql(
      `create index "placement_person_id_provider_id_index" on "cases"."placement" ("person_id", "provider_id")`,
    );
    this.addSql(`create index "placement_package_id_index" on "cases"."placement" ("package_id")`);
    this.addSql(
      `alter table "cases"."placement" add constraint "placement_council_las_line_id_unique" unique ("council", "las_line_id")`,
    );
    this.addSql(`alter table "cases"."placement" add constraint "placement_award_id_unique" unique ("award_id")`);
    this.addSql(
      `create unique index "one_live_placement_per_package" on "cases"."placement" ("package_id") where state not in ('ENDED', 'WITHDRAWN')`,
    );
    this.addSql(
      `create table "cases"."service_request" ("id" uuid not null, "council" text not null, "package_id" uuid not null, "person_id" uuid not null, "version" int not null, "kind" text not null, "completed_at" timestamptz(3) not null, "received_at" timestamptz(3) not null, "care" jsonb not null, "submitted" jsonb not null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "cases"."service_request" add constraint "service_request_package_id_version_unique" unique ("package_id", "version")`,
    );
    this.addSql(
      `create table "cases"."signpost" ("id" uuid not null, "council" text not null, "reference" text not null, "source_id" text not null, "council_person_id" text not null, "funding" text not null, "service_type" text not null, "at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "cases"."signpost" add constraint "signpost_council_source_id_unique" unique ("council", "source_id")`,
    );
    this.addSql(
      `alter table "cases"."care_plan" add constraint "care_plan_status_check" check ("status" in ('DRAFT', 'COMPLETE', 'INTERIM', 'AUTHORISED', 'SUPERSEDED'))`,
    );
    this.addSql(`alter table "cases"."care_plan" enable row level security`);
    this.addSql(`alter table "cases"."care_plan" force row level security`);
    this.addSql(
      `create policy "council_reads" on "cases"."care_plan" for select to "cases_council" using (council = current_setting('hub.organisation', true))`,
    );
    this.addSql(
      `create policy "command_acts" on "cases"."care_plan" to "cases_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(`create policy "system_acts" on "cases"."care_plan" to "cases_system" using (true) with check (true)`);
    this.addSql(`create policy "provider_reads" on "cases"."care_plan" for select to "cases_provider" using (exists (select 1 from cases.placement own where own.package_id = care_plan.package_id
    and own.provider_id::text = current_setting('hub.organisation', true) and own.state not in ('ENDED', 'WITHDRAWN')) and (provider_id is null or provider_id::text = current_setting('hub.organisation', true)))`);
    this.addSql(`alter table "cases"."discharge_arrangements" enable row level security`);
    this.addSql(`alter table "cases"."discharge_arrangements" force row level security`);
    this.addSql(
      `create policy "council_reads" on "cases"."discharge_arrangements" for select to "cases_council" using (council = current_setting('hub.organisation', true))`,
    );
    this.addSql(
      `create policy "command_acts" on "cases"."discharge_arrangements" to "cases_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "cases"."discharge_arrangements" to "cases_system" using (true) with check (true)`,
    );
    this.addSql(`create policy "provider_reads" on "cases"."discharge_arrangements" for select to "cases_provider" using (provider_id::text = current_setting('hub.organisation', true) and exists (select 1 from cases.placement own where own.package_id = discharge_arrangements.package_id
    and own.provider_id::text = current_setting('hub.organisation', true) and own.state not in ('ENDED', 'WITHDRAWN')))`);
    this.addSql(
      `alter table "cases"."discharge_passport" add constraint "discharge_passport_purpose_check" check ("purpose" in ('BRIDGE_TO_RECOVERY', 'ENABLE_REABLEMENT', 'ENABLE_ASSESSMENT', 'BRIDGE_TO_EXISTING_PACKAGE'))`,
    );
    this.addSql(`alter table "cases"."discharge_passport" enable row level security`);
    this.addSql(`alter table "cases"."discharge_passport" force row level security`);
    this.addSql(
      `create policy "council_reads" on "cases"."discharge_passport" for select to "cases_council" using (council = current_setting('hub.organisation', true))`,
    );
    this.addSql(
      `create policy "command_acts" on "cases"."discharge_passport" to "cases_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "cases"."discharge_passport" to "cases_system" using (true) with check (true)`,
    );
    this.addSql(`create policy "provider_reads" on "cases"."discharge_passport" for select to "cases_provider" using (exists (select 1 from cases.placement own where own.package_id = discharge_passport.package_id
    and own.provider_id::text = current_setting('hub.organisation', true) and own.state not in ('ENDED', 'WITHDRAWN')))`);
    this.addSql(
      `alter table "cases"."disclosure" add constraint "disclosure_opened_check" check ("opened" in ('PERSON', 'NEEDS_ASSESSMENT', 'CARE_PLAN', 'SERVICE_REQUEST', 'DISCHARGE_PASSPORT', 'IPO'))`,
    );
    this.addSql(
      `alter table "cases"."disclosure" add constraint "disclosure_ground_check" check ("ground" in ('NONE', 'ENDED', 'INVITED', 'AWARDED', 'ACTIVE', 'COUNCIL'))`,
    );
    this.addSql(
      `create or replace function "cases"."disclosure_disclosure_is_append_only_fn"() returns trigger as $$ begin raise exception 'disclosures are append-only (IDG-16)'; end; $$ language plpgsql`,
    );
    this.addSql(
      `create trigger "disclosure_is_append_only" BEFORE UPDATE OR DELETE on "cases"."disclosure" for each ROW execute function "cases"."disclosure_disclosure_is_append_only_fn"()`,
    );
    this.addSql(`alter table "cases"."disclosure" enable row level security`);
    this.addSql(`alter table "cases"."disclosure" force row level security`);
    this.addSql(
      `create policy "council_reads" on "cases"."disclosure" for select to "cases_council" using (council = current_setting('hub.organisation', true))`,
    );
    this.addSql(
      `create policy "command_acts" on "cases"."disclosure" to "cases_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(`create policy "system_acts" on "cases"."disclosure" to "cases_system" using (true) with check (true)`);
    this.addSql(
      `alter table "cases"."document_query" add constraint "document_query_kind_check" check ("kind" in ('NEEDS_ASSESSMENT', 'CARE_PLAN', 'SERVICE_REQUEST', 'DISCHARGE_PASSPORT', 'IPO'))`,
    );
    this.addSql(`alter table "cases"."document_query" enable row level security`);
    this.addSql(`alter table "cases"."document_query" force row level security`);
    this.addSql(
      `create policy "council_reads" on "cases"."document_query" for select to "cases_council" using (council = current_setting('hub.organisation', true))`,
    );
    this.addSql(
      `create policy "command_acts" on "cases"."document_query" to "cases_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "cases"."document_query" to "cases_system" using (true) with check (true)`,
    );
    this.addSql(`create policy "provider_reads" on "cases"."document_query" for select to "cases_provider" using (provider_id::text = current_setting('hub.organisation', true) and exists (select 1 from cases.placement own where own.package_id = document_query.package_id
    and own.provider_id::text = current_setting('hub.organisation', true) and own.state not in ('ENDED', 'WITHDRAWN')))`);
    this.addSql(`alter table "cases"."ipo" enable row level security`);
    this.addSql(`alter table "cases"."ipo" force row level security`);
    this.addSql(
      `create policy "council_reads" on "cases"."ipo" for select to "cases_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "cases"."ipo" to "cases_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(`create policy "system_acts" on "cases"."ipo" to "cases_system" using (true) with check (true)`);
    this.addSql(
      `create policy "provider_reads" on "cases"."ipo" for select to "cases_provider" using (provider_id::text = current_setting('hub.organisation', true))`,
    );
    this.addSql(
      `alter table "cases"."package" add constraint "package_state_check" check ("state" in ('DRAFT', 'ASSESSED', 'AWAITING_PANEL', 'PANEL_AGREED', 'REFUSED', 'WITH_BROKERAGE', 'SOURCING', 'UNFILLED', 'PLACED', 'ACTIVE', 'CLOSED', 'CANCELLED'))`,
    );
    this.addSql(
      `alter table "cases"."package" add constraint "package_service_type_check" check ("service_type" in ('DOMICILIARY', 'RESIDENTIAL', 'NURSING', 'RESPITE'))`,
    );
    this.addSql(
      `alter table "cases"."package" add constraint "package_care_type_check" check ("care_type" in ('STANDARD_ADULT', 'PALLIATIVE_EOL', 'STANDARD_CYP', 'D2A'))`,
    );
    this.addSql(
      `alter table "cases"."package" add constraint "package_urgency_check" check ("urgency" in ('STANDARD', 'EMERGENCY', 'D2A'))`,
    );
    this.addSql(
      `alter table "cases"."package" add constraint "package_funding_check" check ("funding" in ('COUNCIL_ARRANGED', 'DIRECT_PAYMENT', 'SELF_FUNDED'))`,
    );
    this.addSql(
      `alter table "cases"."package" add constraint "package_commissioners_check" check ("commissioners" <@ array['COUNCIL'::text, 'NHS'::text])`,
    );
    this.addSql(
      `alter table "cases"."package" add constraint "package_d2a_purpose_check" check ("d2a_purpose" in ('BRIDGE_TO_RECOVERY', 'ENABLE_REABLEMENT', 'ENABLE_ASSESSMENT', 'BRIDGE_TO_EXISTING_PACKAGE'))`,
    );
    this.addSql(
      `alter table "cases"."package" add constraint "package_path_check" check ("path" in ('PANEL', 'PASSPORT'))`,
    );
    this.addSql(
      `alter table "cases"."package" add constraint "package_panel_purpose_check" check ("panel_purpose" in ('SEARCH_FOR_PROVIDER', 'INCREASE', 'CARE_HOME', 'RESPITE'))`,
    );
    this.addSql(
      `alter table "cases"."package" add constraint "package_form_kind_check" check ("form_kind" in ('SRF', 'RRF'))`,
    );
    this.addSql(`alter table "cases"."package" enable row level security`);
    this.addSql(`alter table "cases"."package" force row level security`);
    this.addSql(
      `create policy "council_reads" on "cases"."package" for select to "cases_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "cases"."package" to "cases_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(`create policy "system_acts" on "cases"."package" to "cases_system" using (true) with check (true)`);
    this.addSql(`create policy "provider_reads" on "cases"."package" for select to "cases_provider" using (exists (select 1 from cases.placement own where own.package_id = package.id
    and own.provider_id::text = current_setting('hub.organisation', true) and own.state not in ('ENDED', 'WITHDRAWN')))`);
    this.addSql(
      `alter table "cases"."panel_decision" add constraint "panel_decision_purpose_check" check ("purpose" in ('SEARCH_FOR_PROVIDER', 'INCREASE', 'CARE_HOME', 'RESPITE'))`,
    );
    this.addSql(
      `alter table "cases"."panel_decision" add constraint "panel_decision_outcome_check" check ("outcome" in ('AGREED', 'REFUSED', 'DEFERRED'))`,
    );
    this.addSql(`alter table "cases"."panel_decision" enable row level security`);
    this.addSql(`alter table "cases"."panel_decision" force row level security`);
    this.addSql(
      `create policy "council_reads" on "cases"."panel_decision" for select to "cases_council" using (council = current_setting('hub.organisation', true))`,
    );
    this.addSql(
      `create policy "command_acts" on "cases"."panel_decision" to "cases_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "cases"."panel_decision" to "cases_system" using (true) with check (true)`,
    );
    this.addSql(
      `alter table "cases"."person" add constraint "person_cohort_check" check ("cohort" in ('ADULT', 'CYP'))`,
    );
    this.addSql(`alter table "cases"."person" enable row level security`);
    this.addSql(`alter table "cases"."person" force row level security`);
    this.addSql(
      `create policy "council_reads" on "cases"."person" for select to "cases_council" using (council = current_setting('hub.organisation', true))`,
    );
    this.addSql(
      `create policy "command_acts" on "cases"."person" to "cases_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(`create policy "system_acts" on "cases"."person" to "cases_system" using (true) with check (true)`);
    this.addSql(`create policy "provider_reads" on "cases"."person" for select to "cases_provider" using (exists (select 1 from cases.placement own where own.person_id = person.id
    and own.provider_id::text = current_setting('hub.organisation', true) and own.state not in ('ENDED', 'WITHDRAWN')))`);
    this.addSql(
      `alter table "cases"."placement" add constraint "placement_state_check" check ("state" in ('PROPOSED', 'DOCS_SENT', 'ASSESSING', 'CONFIRMED', 'ON_LAS', 'IPO_ISSUED', 'ACTIVE', 'SUSPENDED', 'ENDED', 'WITHDRAWN'))`,
    );
    this.addSql(
      `alter table "cases"."placement" add constraint "placement_service_type_check" check ("service_type" in ('DOMICILIARY', 'RESIDENTIAL', 'NURSING', 'RESPITE'))`,
    );
    this.addSql(
      `alter table "cases"."placement" add constraint "placement_care_type_check" check ("care_type" in ('STANDARD_ADULT', 'PALLIATIVE_EOL', 'STANDARD_CYP', 'D2A'))`,
    );
    this.addSql(
      `alter table "cases"."placement" add constraint "placement_end_reason_check" check ("end_reason" in ('D2A_END', 'DEATH', 'HOSPITAL', 'RESIDENTIAL', 'SELF_CARE', 'CHANGE_OF_PROVIDER'))`,
    );
    this.addSql(`alter table "cases"."placement" enable row level security`);
    this.addSql(`alter table "cases"."placement" force row level security`);
    this.addSql(
      `create policy "council_reads" on "cases"."placement" for select to "cases_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "cases"."placement" to "cases_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(`create policy "system_acts" on "cases"."placement" to "cases_system" using (true) with check (true)`);
    this.addSql(
      `create policy "provider_reads" on "cases"."placement" for select to "cases_provider" using (provider_id::text = current_setting('hub.organisation', true))`,
    );
    this.addSql(
      `alter table "cases"."service_request" add constraint "service_request_kind_check" check ("kind" in ('SRF', 'RRF'))`,
    );
    this.addSql(`alter table "cases"."service_request" enable row level security`);
    this.addSql(`alter table "cases"."service_request" force row level security`);
    this.addSql(
      `create policy "council_reads" on "cases"."service_request" for select to "cases_council" using (council = current_setting('hub.organisation', true))`,
    );
    this.addSql(
      `create policy "command_acts" on "cases"."service_request" to "cases_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "cases"."service_request" to "cases_system" using (true) with check (true)`,
    );
    this.addSql(`create policy "provider_reads" on "cases"."service_request" for select to "cases_provider" using (exists (select 1 from cases.placement own where own.package_id = service_request.package_id
    and own.provider_id::text = current_setting('hub.organisation', true) and own.state not in ('ENDED', 'WITHDRAWN')))`);
    this.addSql(
      `alter table "cases"."signpost" add constraint "signpost_funding_check" check ("funding" in ('COUNCIL_ARRANGED', 'DIRECT_PAYMENT', 'SELF_FUNDED'))`,
    );
    this.addSql(
      `alter table "cases"."signpost" add constraint "signpost_service_type_check" check ("service_type" in ('DOMICILIARY', 'RESIDENTIAL', 'NURSING', 'RESPITE'))`,
    );
    this.addSql(`alter table "cases"."signpost" enable row level security`);
    this.addSql(`alter table "cases"."signpost" force row level security`);
    this.addSql(
      `create policy "council_reads" on "cases"."signpost" for select to "cases_council" using (council = current_setting('hub.organisation', true))`,
    );
    this.addSql(
      `create policy "command_acts" on "cases"."signpost" to "cases_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(`create policy "system_acts" on "cases"."signpost" to "cases_system" using (true) with check (true)`);
  }
}
