import { Migration } from '@mikro-orm/migrations';

export class Migration0004Alerts extends Migration {
  override up(): void {
    this.addSql(
      `create table "monitoring"."alert" ("id" uuid not null, "council" text not null, "provider_id" uuid not null, "placement_id" uuid not null, "visit_id" uuid not null, "raised_at" timestamptz(3) not null, "planned_start" timestamptz(3) not null, "time_critical" boolean not null, "policy_version" text not null, "state" text not null default 'RAISED', "acknowledged_at" timestamptz(3) null, "person_contacted_at" timestamptz(3) null, "staff_contacted_at" timestamptz(3) null, "unavailable_at" timestamptz(3) null, "replacement_due_at" timestamptz(3) null, "replacement_sent_at" timestamptz(3) null, "replacement_worker" text null, "replacement_told_at" timestamptz(3) null, "council_informed_at" timestamptz(3) null, "next_of_kin_informed_at" timestamptz(3) null, "closed_at" timestamptz(3) null, "violations" jsonb not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "alert_open" on "monitoring"."alert" ("council", "raised_at", "id") where state in ('RAISED', 'ACKNOWLEDGED', 'USER_CONTACTED', 'USER_UNREACHABLE', 'STAFF_EN_ROUTE', 'REPLACEMENT_NEEDED', 'REPLACEMENT_SENT', 'USER_TOLD')`,
    );
    this.addSql(
      `create index "alert_provider_id_raised_at_id_index" on "monitoring"."alert" ("provider_id", "raised_at", "id")`,
    );
    this.addSql(
      `create index "alert_council_raised_at_id_index" on "monitoring"."alert" ("council", "raised_at", "id")`,
    );
    this.addSql(`alter table "monitoring"."alert" add constraint "alert_visit_id_unique" unique ("visit_id")`);
    this.addSql(
      `create table "monitoring"."alert_entry" ("position" bigserial primary key, "council" text not null, "provider_id" uuid not null, "alert_id" uuid not null, "kind" text not null, "at" timestamptz(3) not null, "recorded_at" timestamptz(3) not null, "actor" text not null, "worker" text null, "asked_if_needed" boolean not null default false, "rule" text null, "corrects" bigint null, "source" text null, "external_id" text null)`,
    );
    this.addSql(
      `create index "alert_entry_alert_id_position_index" on "monitoring"."alert_entry" ("alert_id", "position")`,
    );
    this.addSql(
      `alter table "monitoring"."alert_entry" add constraint "alert_entry_alert_id_source_external_id_unique" unique ("alert_id", "source", "external_id")`,
    );
    this.addSql(
      `create table "monitoring"."no_reply_case" ("id" uuid not null, "council" text not null, "provider_id" uuid not null, "placement_id" uuid not null, "visit_id" uuid not null, "policy_version" text not null, "no_reply_at" timestamptz(3) not null, "manager_informed_at" timestamptz(3) not null, "worker" text not null, "route" text not null, "checks" jsonb null, "contacts" jsonb null, "instruction" jsonb null, "calling_card_at" timestamptz(3) null, "council_notified" jsonb null, "form_sent_at" timestamptz(3) null, "emergency" jsonb null, "found_at" timestamptz(3) null, "carer_left_at" timestamptz(3) null, "closed_at" timestamptz(3) null, "state" text not null default 'REPORTED', "breaches" jsonb not null, "default_notice_due" boolean not null default false, primary key ("id"))`,
    );
    this.addSql(
      `create index "no_reply_case_provider_id_no_reply_at_id_index" on "monitoring"."no_reply_case" ("provider_id", "no_reply_at", "id")`,
    );
    this.addSql(
      `create index "no_reply_case_council_no_reply_at_id_index" on "monitoring"."no_reply_case" ("council", "no_reply_at", "id")`,
    );
    this.addSql(
      `alter table "monitoring"."no_reply_case" add constraint "no_reply_case_visit_id_unique" unique ("visit_id")`,
    );
    this.addSql(`revoke update, delete on "monitoring"."alert_entry" from "monitoring_command", "monitoring_system"`);
    this.addSql(`alter table "monitoring"."alert" enable row level security`);
    this.addSql(`alter table "monitoring"."alert" force row level security`);
    this.addSql(
      `create policy "council_reads" on "monitoring"."alert" for select to "monitoring_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "monitoring"."alert" to "monitoring_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "monitoring"."alert" to "monitoring_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "provider_reads" on "monitoring"."alert" for select to "monitoring_provider" using (provider_id::text = current_setting('hub.organisation', true))`,
    );
    this.addSql(`alter table "monitoring"."alert_entry" enable row level security`);
    this.addSql(`alter table "monitoring"."alert_entry" force row level security`);
    this.addSql(
      `create policy "council_reads" on "monitoring"."alert_entry" for select to "monitoring_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "monitoring"."alert_entry" to "monitoring_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "monitoring"."alert_entry" to "monitoring_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "provider_reads" on "monitoring"."alert_entry" for select to "monitoring_provider" using (provider_id::text = current_setting('hub.organisation', true))`,
    );
    this.addSql(`alter table "monitoring"."no_reply_case" enable row level security`);
    this.addSql(`alter table "monitoring"."no_reply_case" force row level security`);
    this.addSql(
      `create policy "council_reads" on "monitoring"."no_reply_case" for select to "monitoring_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "monitoring"."no_reply_case" to "monitoring_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "monitoring"."no_reply_case" to "monitoring_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "provider_reads" on "monitoring"."no_reply_case" for select to "monitoring_provider" using (provider_id::text = current_setting('hub.organisation', true))`,
    );
  }
}
