import { Migration } from '@mikro-orm/migrations';

export class Migration0003VisitClock extends Migration {
  override up(): void {
    this.addSql(
      `create table "monitoring"."active_staff" ("id" uuid not null, "council" text not null, "provider_id" uuid not null, "from" varchar(10) not null, "workers" text[] not null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "monitoring"."active_staff" add constraint "active_staff_council_provider_id_from_unique" unique ("council", "provider_id", "from")`,
    );
    this.addSql(
      `create table "monitoring"."closed_quarter" ("council" text not null, "quarter" text not null, "closed_at" timestamptz(3) not null, primary key ("council", "quarter"))`,
    );
    this.addSql(
      `create table "monitoring"."spot_check" ("id" uuid not null, "council" text not null, "provider_id" uuid not null, "placement_id" uuid not null, "at" timestamptz(3) not null, "checker" text not null, "worker" text not null, "result" text not null, primary key ("id"))`,
    );
    this.addSql(`create index "spot_check_council_at_id_index" on "monitoring"."spot_check" ("council", "at", "id")`);
    this.addSql(`alter table "monitoring"."call_log" drop constraint "call_log_provider_id_source_external_id_unique"`);
    this.addSql(`drop index "monitoring"."call_log_provider_id_worker_arrived_at_index"`);
    this.addSql(
      `create index "call_log_provider_id_worker_arrived_at_departed_at_index" on "monitoring"."call_log" ("provider_id", "worker", "arrived_at", "departed_at")`,
    );
    this.addSql(
      `alter table "monitoring"."call_log" add constraint "call_log_council_provider_id_source_external_id_unique" unique ("council", "provider_id", "source", "external_id")`,
    );
    this.addSql(
      `alter table "monitoring"."held_report" drop constraint "held_report_provider_id_source_kind_external_id_unique"`,
    );
    this.addSql(
      `create index "held_report_council_because_waits_for_index" on "monitoring"."held_report" ("council", "because", "waits_for")`,
    );
    this.addSql(
      `alter table "monitoring"."held_report" add constraint "held_report_council_provider_id_source_kind_external_id_unique" unique ("council", "provider_id", "source", "kind", "external_id")`,
    );
    this.addSql(`drop index "monitoring"."visit_placement_id_day_index"`);
    this.addSql(`alter table "monitoring"."visit" drop constraint "visit_provider_id_source_external_id_unique"`);
    this.addSql(
      `alter table "monitoring"."visit" add "night" text null, add "travel_metres" int null, add "moved_from" timestamptz(3) null, add "by_team" boolean null`,
    );
    this.addSql(
      `create index "visit_rota_of_second" on "monitoring"."visit" ("provider_id", ("planned_workers"[2]), "planned_start", "planned_end") where planned_workers[2] is not null`,
    );
    this.addSql(
      `create index "visit_rota" on "monitoring"."visit" ("provider_id", ("planned_workers"[1]), "planned_start", "planned_end")`,
    );
    this.addSql(
      `create index "visit_placement_id_planned_start_index" on "monitoring"."visit" ("placement_id", "planned_start")`,
    );
    this.addSql(
      `alter table "monitoring"."visit" add constraint "visit_council_provider_id_source_external_id_unique" unique ("council", "provider_id", "source", "external_id")`,
    );
    this.addSql(`alter table "monitoring"."active_staff" enable row level security`);
    this.addSql(`alter table "monitoring"."active_staff" force row level security`);
    this.addSql(
      `create policy "council_reads" on "monitoring"."active_staff" for select to "monitoring_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "monitoring"."active_staff" to "monitoring_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "monitoring"."active_staff" to "monitoring_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "provider_reads" on "monitoring"."active_staff" for select to "monitoring_provider" using (provider_id::text = current_setting('hub.organisation', true))`,
    );
    this.addSql(`alter table "monitoring"."closed_quarter" enable row level security`);
    this.addSql(`alter table "monitoring"."closed_quarter" force row level security`);
    this.addSql(
      `create policy "council_reads" on "monitoring"."closed_quarter" for select to "monitoring_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "monitoring"."closed_quarter" to "monitoring_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "monitoring"."closed_quarter" to "monitoring_system" using (true) with check (true)`,
    );
    this.addSql(`alter table "monitoring"."spot_check" enable row level security`);
    this.addSql(`alter table "monitoring"."spot_check" force row level security`);
    this.addSql(
      `create policy "council_reads" on "monitoring"."spot_check" for select to "monitoring_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "monitoring"."spot_check" to "monitoring_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "monitoring"."spot_check" to "monitoring_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "provider_reads" on "monitoring"."spot_check" for select to "monitoring_provider" using (provider_id::text = current_setting('hub.organisation', true))`,
    );
    // A provider whose first file comes in is in no statistics: the planner would take it for one without rows, and any
    // index for as good as another.
    this.addSql(`alter table "monitoring"."visit" alter "provider_id" set statistics 0`);
    this.addSql(`alter table "monitoring"."call_log" alter "provider_id" set statistics 0`);
  }
}
