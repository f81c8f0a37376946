import { Migration } from '@mikro-orm/migrations';

export class Migration0002Visits extends Migration {
  override up(): void {
    this.addSql(
      `create table "monitoring"."call_log" ("id" uuid not null, "council" text not null, "provider_id" uuid not null, "placement_id" uuid not null, "source" text not null, "external_id" text not null, "as_of" timestamptz(3) not null, "content_hash" text not null, "visit_external_id" text null, "day" varchar(10) not null, "worker" text not null, "arrived_at" timestamptz(3) not null, "arrived_by" text not null, "arrived_metres" int null, "departed_at" timestamptz(3) null, "departed_by" text null, "departed_metres" int null, "manual_reason" text null, "tasks" jsonb not null, "refused" jsonb null, "removed" boolean not null default false, "visit_id" uuid null, primary key ("id"))`,
    );
    this.addSql(
      `create index "call_log_provider_id_worker_arrived_at_index" on "monitoring"."call_log" ("provider_id", "worker", "arrived_at")`,
    );
    this.addSql(`create index "call_log_of_visit" on "monitoring"."call_log" ("visit_id") where visit_id is not null`);
    this.addSql(`create index "call_log_placement_id_day_index" on "monitoring"."call_log" ("placement_id", "day")`);
    this.addSql(
      `alter table "monitoring"."call_log" add constraint "call_log_provider_id_source_external_id_unique" unique ("provider_id", "source", "external_id")`,
    );
    this.addSql(
      `create table "monitoring"."day_figures" ("council" text not null, "provider_id" uuid not null, "day" varchar(10) not null, "scheduled" int not null default 0, "attended" int not null default 0, "missed" int not null default 0, "cancelled" int not null default 0, "refused" int not null default 0, "no_reply" int not null default 0, "arrivals" int not null default 0, "outside_window" int not null default 0, "late" int not null default 0, "short" int not null default 0, "time_critical" int not null default 0, "time_critical_breached" int not null default 0, "workers_came" int not null default 0, "workers_logged" int not null default 0, "team_named" int not null default 0, "by_team" int not null default 0, "planned_minutes" int not null default 0, "actual_minutes" int not null default 0, "payable_minutes" int not null default 0, primary key ("council", "provider_id", "day"))`,
    );
    this.addSql(
      `create table "monitoring"."held_report" ("id" uuid not null, "council" text not null, "provider_id" uuid not null, "source" text not null, "kind" text not null, "external_id" text not null, "as_of" timestamptz(3) not null, "because" text not null, "waits_for" text not null, "held_at" timestamptz(3) not null, "row" jsonb not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "held_report_council_because_held_at_id_index" on "monitoring"."held_report" ("council", "because", "held_at", "id")`,
    );
    this.addSql(
      `alter table "monitoring"."held_report" add constraint "held_report_provider_id_source_kind_external_id_unique" unique ("provider_id", "source", "kind", "external_id")`,
    );
    this.addSql(
      `create table "monitoring"."placement_change" ("id" uuid not null, "council" text not null, "provider_id" uuid not null, "placement_id" uuid not null, "package_id" uuid not null, "kind" text not null, "initiator" text not null, "effective_from" varchar(10) not null, "effective_to" varchar(10) null, "minutes_before" int not null, "minutes_after" int not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "placement_change_council_provider_id_effective_from_index" on "monitoring"."placement_change" ("council", "provider_id", "effective_from")`,
    );
    this.addSql(
      `create index "placement_change_placement_id_effective_from_index" on "monitoring"."placement_change" ("placement_id", "effective_from")`,
    );
    this.addSql(
      `create table "monitoring"."regular_team" ("id" uuid not null, "council" text not null, "provider_id" uuid not null, "placement_id" uuid not null, "from" varchar(10) not null, "key_worker" text not null, "workers" text[] not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "regular_team_council_provider_id_index" on "monitoring"."regular_team" ("council", "provider_id")`,
    );
    this.addSql(
      `alter table "monitoring"."regular_team" add constraint "regular_team_placement_id_from_unique" unique ("placement_id", "from")`,
    );
    this.addSql(
      `create table "monitoring"."visit" ("id" uuid not null, "council" text not null, "provider_id" uuid not null, "placement_id" uuid not null, "source" text not null, "external_id" text not null, "as_of" timestamptz(3) not null, "content_hash" text not null, "day" varchar(10) not null, "planned_start" timestamptz(3) not null, "planned_end" timestamptz(3) not null, "window_from" timestamptz(3) null, "window_to" timestamptz(3) null, "time_critical" boolean not null default false, "workers_needed" smallint not null default 1, "planned_workers" text[] not null, "tasks" text[] not null, "cancellation" jsonb null, "told" jsonb not null, "removed" boolean not null default false, "no_reply" text null, "correction" jsonb null, "state" text not null default 'PLANNED', "arrived_at" timestamptz(3) null, "departed_at" timestamptz(3) null, "deviation_minutes" int null, "planned_minutes" int not null default 0, "actual_minutes" int not null default 0, "payable_minutes" int not null default 0, "workers_came" smallint not null default 0, "workers_logged" smallint not null default 0, "flags" text[] not null, "due_at" timestamptz(3) null, primary key ("id"))`,
    );
    this.addSql(`create index "visit_due" on "monitoring"."visit" ("due_at") where due_at is not null`);
    this.addSql(
      `create index "visit_council_provider_id_day_state_index" on "monitoring"."visit" ("council", "provider_id", "day", "state")`,
    );
    this.addSql(`create index "visit_placement_id_day_index" on "monitoring"."visit" ("placement_id", "day")`);
    this.addSql(
      `alter table "monitoring"."visit" add constraint "visit_provider_id_source_external_id_unique" unique ("provider_id", "source", "external_id")`,
    );
    this.addSql(
      `create table "monitoring"."visit_entry" ("position" bigserial primary key, "council" text not null, "provider_id" uuid not null, "subject_id" uuid not null, "kind" text not null, "as_of" timestamptz(3) not null, "recorded_at" timestamptz(3) not null, "actor" text not null, "facts" jsonb not null)`,
    );
    this.addSql(
      `create index "visit_entry_subject_id_position_index" on "monitoring"."visit_entry" ("subject_id", "position")`,
    );
    // Rows of before were told nothing of their terms: each counts as a person of its own, with no hours agreed.
    this.addSql(
      `alter table "monitoring"."expected_placement" add "reference" text, add "person_id" uuid, add "care_type" text, add "patch" text, add "weekly_worker_minutes" int, add "hourly_rate_pence" int null, add "started_on" varchar(10) null, add "ended_on" varchar(10) null, add "end_reason" text null`,
    );
    this.addSql(
      `update "monitoring"."expected_placement" set "reference" = "id"::text, "person_id" = "id", "care_type" = 'STANDARD_ADULT', "patch" = '', "weekly_worker_minutes" = 0`,
    );
    this.addSql(
      `alter table "monitoring"."expected_placement" alter "reference" set not null, alter "person_id" set not null, alter "care_type" set not null, alter "patch" set not null, alter "weekly_worker_minutes" set not null`,
    );
    this.addSql(`revoke update, delete on "monitoring"."visit_entry" from "monitoring_command", "monitoring_system"`);
    this.addSql(`alter table "monitoring"."expected_placement" alter column "call_off_id" drop not null`);
    this.addSql(
      `create index "expected_placement_council_provider_id_started_on_index" on "monitoring"."expected_placement" ("council", "provider_id", "started_on")`,
    );
    this.addSql(`alter table "monitoring"."call_log" enable row level security`);
    this.addSql(`alter table "monitoring"."call_log" force row level security`);
    this.addSql(
      `create policy "council_reads" on "monitoring"."call_log" for select to "monitoring_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "monitoring"."call_log" to "monitoring_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "monitoring"."call_log" to "monitoring_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "provider_reads" on "monitoring"."call_log" for select to "monitoring_provider" using (provider_id::text = current_setting('hub.organisation', true))`,
    );
    this.addSql(`alter table "monitoring"."day_figures" enable row level security`);
    this.addSql(`alter table "monitoring"."day_figures" force row level security`);
    this.addSql(
      `create policy "council_reads" on "monitoring"."day_figures" for select to "monitoring_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "monitoring"."day_figures" to "monitoring_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "monitoring"."day_figures" to "monitoring_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "provider_reads" on "monitoring"."day_figures" for select to "monitoring_provider" using (provider_id::text = current_setting('hub.organisation', true))`,
    );
    this.addSql(`alter table "monitoring"."held_report" enable row level security`);
    this.addSql(`alter table "monitoring"."held_report" force row level security`);
    this.addSql(
      `create policy "council_reads" on "monitoring"."held_report" for select to "monitoring_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "monitoring"."held_report" to "monitoring_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "monitoring"."held_report" to "monitoring_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "provider_reads" on "monitoring"."held_report" for select to "monitoring_provider" using (provider_id::text = current_setting('hub.organisation', true))`,
    );
    this.addSql(`alter table "monitoring"."placement_change" enable row level security`);
    this.addSql(`alter table "monitoring"."placement_change" force row level security`);
    this.addSql(
      `create policy "council_reads" on "monitoring"."placement_change" for select to "monitoring_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "monitoring"."placement_change" to "monitoring_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "monitoring"."placement_change" to "monitoring_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "provider_reads" on "monitoring"."placement_change" for select to "monitoring_provider" using (provider_id::text = current_setting('hub.organisation', true))`,
    );
    this.addSql(`alter table "monitoring"."regular_team" enable row level security`);
    this.addSql(`alter table "monitoring"."regular_team" force row level security`);
    this.addSql(
      `create policy "council_reads" on "monitoring"."regular_team" for select to "monitoring_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "monitoring"."regular_team" to "monitoring_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "monitoring"."regular_team" to "monitoring_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "provider_reads" on "monitoring"."regular_team" for select to "monitoring_provider" using (provider_id::text = current_setting('hub.organisation', true))`,
    );
    this.addSql(`alter table "monitoring"."visit" enable row level security`);
    this.addSql(`alter table "monitoring"."visit" force row level security`);
    this.addSql(
      `create policy "council_reads" on "monitoring"."visit" for select to "monitoring_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "monitoring"."visit" to "monitoring_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "monitoring"."visit" to "monitoring_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "provider_reads" on "monitoring"."visit" for select to "monitoring_provider" using (provider_id::text = current_setting('hub.organisation', true))`,
    );
    this.addSql(`alter table "monitoring"."visit_entry" enable row level security`);
    this.addSql(`alter table "monitoring"."visit_entry" force row level security`);
    this.addSql(
      `create policy "council_reads" on "monitoring"."visit_entry" for select to "monitoring_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "monitoring"."visit_entry" to "monitoring_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "monitoring"."visit_entry" to "monitoring_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "provider_reads" on "monitoring"."visit_entry" for select to "monitoring_provider" using (provider_id::text = current_setting('hub.organisation', true))`,
    );
  }
}
