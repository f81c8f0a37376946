import { Migration } from '@mikro-orm/migrations';

/** Tables whose rows are brought to their new form. */
const KEPT = ['call_log', 'expected_placement', 'placement_change', 'visit'];

export class Migration0012TheCouncilsWord extends Migration {
  override up(): void {
    // The owner is held to the policies as well, and none lets it see a row.
    for (const table of KEPT) this.addSql(`alter table "monitoring"."${table}" no force row level security`);
    this.addSql(
      `create table "monitoring"."calls_version" ("id" uuid not null, "council" text not null, "provider_id" uuid not null, "placement_id" uuid not null, "seq" bigint not null, "nth" int not null, "told_at" timestamptz(3) not null, "from" varchar(10) null, "to" varchar(10) null, "calls" jsonb not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "calls_version_placement_id_seq_nth_index" on "monitoring"."calls_version" ("placement_id", "seq", "nth")`,
    );
    this.addSql(
      `create table "monitoring"."planned_visit" ("id" uuid not null, "council" text not null, "provider_id" uuid not null, "placement_id" uuid not null, "source" text not null, "external_id" text not null, "as_of" timestamptz(3) not null, "known_at" timestamptz(3) not null, "content_hash" text not null, "standing" jsonb null, "care_day" varchar(10) not null, "visit" uuid null, "planned_start" timestamptz(3) not null, "planned_end" timestamptz(3) not null, "night" text null, "window_from" timestamptz(3) null, "window_to" timestamptz(3) null, "time_critical" boolean not null default false, "workers_needed" smallint not null default 1, "planned_workers" text[] not null, "travel_metres" int null, "moved_from" timestamptz(3) null, "tasks" text[] not null, "cancellation" jsonb null, "told" jsonb not null, "removed" boolean not null default false, "visit_id" uuid null, primary key ("id"))`,
    );
    this.addSql(
      `create index "rota_of_second" on "monitoring"."planned_visit" ("provider_id", ("planned_workers"[2]), "planned_start", "planned_end") where planned_workers[2] is not null`,
    );
    this.addSql(
      `create index "rota" on "monitoring"."planned_visit" ("provider_id", ("planned_workers"[1]), "planned_start", "planned_end")`,
    );
    this.addSql(
      `create index "planned_visit_of_visit" on "monitoring"."planned_visit" ("visit_id") where visit_id is not null`,
    );
    this.addSql(
      `create index "planned_visit_placement_id_care_day_index" on "monitoring"."planned_visit" ("placement_id", "care_day")`,
    );
    this.addSql(
      `alter table "monitoring"."planned_visit" add constraint "planned_visit_council_provider_id_source_external_id_unique" unique ("council", "provider_id", "source", "external_id")`,
    );
    this.addSql(`alter table "monitoring"."call_log" add "known_at" timestamptz(3)`);
    this.addSql(`update "monitoring"."call_log" set "known_at" = "as_of"`);
    this.addSql(`alter table "monitoring"."call_log" alter column "known_at" set not null`);
    this.addSql(`alter table "monitoring"."day_figures" rename column "planned_minutes" to "commissioned_minutes"`);
    this.addSql(
      `alter table "monitoring"."expected_placement" add "known_on" varchar(10), add "starts_on" varchar(10) null, add "first_call_made_at" timestamptz(3) null, add "d2a_last_day" varchar(10) null, add "end_told_at" timestamptz(3) null, add "made_until" varchar(10) null, add "due_at" timestamptz(3) null`,
    );
    // Until today what was planned stands for what was commissioned; the versions that cases tells begin tomorrow.
    this.addSql(
      `update "monitoring"."expected_placement" set "known_on" = to_char(platform.now() at time zone 'Europe/London', 'YYYY-MM-DD')`,
    );
    this.addSql(`alter table "monitoring"."expected_placement" alter column "known_on" set not null`);
    this.addSql(
      `update "monitoring"."expected_placement" set "d2a_last_day" = to_char("started_on"::date + 41, 'YYYY-MM-DD')
       where "care_type" = 'D2A' and "started_on" is not null`,
    );
    this.addSql(
      `update "monitoring"."expected_placement"
       set "end_told_at" = coalesce(coalesce("ended_on", "ends_on")::timestamp at time zone 'Europe/London', platform.now())
       where not "live" or "ends_on" is not null`,
    );
    this.addSql(
      `create index "expected_placement_due" on "monitoring"."expected_placement" ("due_at") where due_at is not null`,
    );
    this.addSql(`alter table "monitoring"."placement_change" add "told_at" timestamptz(3), add "prolongs" uuid null`);
    this.addSql(
      `update "monitoring"."placement_change" set "told_at" = ("effective_from"::timestamp at time zone 'Europe/London')`,
    );
    this.addSql(`alter table "monitoring"."placement_change" alter column "told_at" set not null`);
    this.addSql(
      `alter table "monitoring"."visit" drop constraint "visit_council_provider_id_source_external_id_unique"`,
    );
    this.addSql(`drop index "monitoring"."visit_placement_id_planned_start_index"`);
    this.addSql(`drop index "monitoring"."visit_rota"`);
    this.addSql(`drop index "monitoring"."visit_rota_of_second"`);
    this.addSql(
      `insert into "monitoring"."planned_visit" ("id", "council", "provider_id", "placement_id", "source", "external_id", "as_of", "known_at", "content_hash", "care_day", "planned_start", "planned_end", "night", "window_from", "window_to", "time_critical", "workers_needed", "planned_workers", "travel_metres", "moved_from", "tasks", "cancellation", "told", "removed", "visit_id")
       select "id", "council", "provider_id", "placement_id", "source", "external_id", "as_of", "as_of", "content_hash", to_char(("planned_start" at time zone 'Europe/London') - interval '4 hours', 'YYYY-MM-DD'), "planned_start", "planned_end", "night", "window_from", "window_to", "time_critical", "workers_needed", "planned_workers", "travel_metres", "moved_from", "tasks", "cancellation", "told", "removed", "id"
       from "monitoring"."visit"`,
    );
    this.addSql(
      `alter table "monitoring"."visit" add "call_id" uuid null, add "care_day" varchar(10), add "expected_start" timestamptz(3), add "expected_end" timestamptz(3), add "minutes" int, add "off" text null, add "query" text null`,
    );
    this.addSql(
      `update "monitoring"."visit" set "care_day" = to_char(("planned_start" at time zone 'Europe/London') - interval '4 hours', 'YYYY-MM-DD'), "expected_start" = "planned_start", "expected_end" = "planned_end", "minutes" = extract(epoch from "planned_end" - "planned_start")::int / 60`,
    );
    this.addSql(
      `update "monitoring"."visit" set "off" = case when 'SUSPENDED' = any(flags) then 'SUSPENDED' else 'ENDED' end where flags && array['SUSPENDED', 'ENDED']`,
    );
    this.addSql(`alter table "monitoring"."visit" alter column "care_day" set not null`);
    this.addSql(`alter table "monitoring"."visit" alter column "expected_start" set not null`);
    this.addSql(`alter table "monitoring"."visit" alter column "expected_end" set not null`);
    this.addSql(`alter table "monitoring"."visit" alter column "minutes" set not null`);
    this.addSql(
      `alter table "monitoring"."visit" drop column "source", drop column "external_id", drop column "as_of", drop column "content_hash", drop column "planned_start", drop column "planned_end", drop column "planned_workers", drop column "cancellation", drop column "told", drop column "removed", drop column "travel_metres", drop column "moved_from"`,
    );
    this.addSql(`alter table "monitoring"."visit" rename column "planned_minutes" to "commissioned_minutes"`);
    this.addSql(
      `create index "visit_query" on "monitoring"."visit" ("council", "provider_id", "day") where query is not null`,
    );
    this.addSql(
      `create index "visit_placement_id_expected_start_index" on "monitoring"."visit" ("placement_id", "expected_start")`,
    );
    this.addSql(
      `create index "visit_placement_id_care_day_index" on "monitoring"."visit" ("placement_id", "care_day")`,
    );
    for (const table of KEPT) this.addSql(`alter table "monitoring"."${table}" force row level security`);
    this.addSql(`revoke update, delete on "monitoring"."calls_version" from "monitoring_command", "monitoring_system"`);
    this.addSql(`alter table "monitoring"."calls_version" enable row level security`);
    this.addSql(`alter table "monitoring"."calls_version" force row level security`);
    this.addSql(
      `create policy "council_reads" on "monitoring"."calls_version" for select to "monitoring_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "monitoring"."calls_version" to "monitoring_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "monitoring"."calls_version" to "monitoring_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "provider_reads" on "monitoring"."calls_version" for select to "monitoring_provider" using ((provider_id::text = current_setting('hub.organisation', true)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(`alter table "monitoring"."planned_visit" enable row level security`);
    this.addSql(`alter table "monitoring"."planned_visit" force row level security`);
    this.addSql(
      `create policy "council_reads" on "monitoring"."planned_visit" for select to "monitoring_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "monitoring"."planned_visit" to "monitoring_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "monitoring"."planned_visit" to "monitoring_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "provider_reads" on "monitoring"."planned_visit" for select to "monitoring_provider" using ((provider_id::text = current_setting('hub.organisation', true)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
  }
}
