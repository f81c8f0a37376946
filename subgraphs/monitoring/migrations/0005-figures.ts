import { Migration } from '@mikro-orm/migrations';

export class Migration0005Figures extends Migration {
  override up(): void {
    this.addSql(
      `create table "monitoring"."approved_statement" ("id" uuid not null, "council" text not null, "provider_id" uuid not null, "from" varchar(10) not null, "to" varchar(10) not null, "amount_pence" int not null, "held_pence" int not null, "placements" jsonb not null, "fingerprint" text not null, "policy_version" text not null, "approved_at" timestamptz(3) not null, "approved_by" text not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "approved_statement_council_provider_id_to_index" on "monitoring"."approved_statement" ("council", "provider_id", "to")`,
    );
    this.addSql(
      `create table "monitoring"."declared_kpi" ("id" uuid not null, "council" text not null, "provider_id" uuid not null, "quarter" text not null, "line" text not null, "version" int not null, "value" double precision not null, "at" timestamptz(3) not null, "actor" text not null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "monitoring"."declared_kpi" add constraint "declared_kpi_council_provider_id_quarter_line_version_unique" unique ("council", "provider_id", "quarter", "line", "version")`,
    );
    this.addSql(
      `create table "monitoring"."decline_spell" ("id" uuid not null, "council" text not null, "provider_id" uuid not null, "why" text not null, "since" timestamptz(3) not null, "until" timestamptz(3) null, primary key ("id"))`,
    );
    this.addSql(
      `create index "decline_spell_council_provider_id_since_index" on "monitoring"."decline_spell" ("council", "provider_id", "since")`,
    );
    this.addSql(
      `create table "monitoring"."formal_message" ("seq" int not null, "council" text not null, "provider_id" uuid not null, "call_off_id" uuid not null, "kind" text not null, "day" varchar(10) not null, primary key ("seq"))`,
    );
    this.addSql(
      `create index "formal_message_call_off_id_provider_id_index" on "monitoring"."formal_message" ("call_off_id", "provider_id")`,
    );
    this.addSql(
      `create table "monitoring"."invitation" ("id" uuid not null, "council" text not null, "provider_id" uuid not null, "call_off_id" uuid not null, "stage" text not null, "route" text not null, "at" timestamptz(3) not null, "day" varchar(10) not null, "bid_at" timestamptz(3) null, "awarded" boolean not null default false, "gated" boolean not null default false, primary key ("id"))`,
    );
    this.addSql(
      `create index "invitation_council_provider_id_day_index" on "monitoring"."invitation" ("council", "provider_id", "day")`,
    );
    this.addSql(
      `alter table "monitoring"."invitation" add constraint "invitation_call_off_id_stage_provider_id_unique" unique ("call_off_id", "stage", "provider_id")`,
    );
    this.addSql(
      `create table "monitoring"."kpi_snapshot" ("id" uuid not null, "council" text not null, "provider_id" uuid not null, "quarter" text not null, "figures" jsonb not null, "fingerprint" text not null, "policy_version" text not null, "closed_at" timestamptz(3) not null, "closed_by" text not null, "reopened_at" timestamptz(3) null, "reopened_by" text null, "reopen_reason" text null, primary key ("id"))`,
    );
    this.addSql(
      `create index "kpi_snapshot_council_quarter_provider_id_closed_at_index" on "monitoring"."kpi_snapshot" ("council", "quarter", "provider_id", "closed_at")`,
    );
    this.addSql(
      `create table "monitoring"."provider_standing" ("council" text not null, "provider_id" uuid not null, "version" int not null, "registered" boolean not null, "overall" text not null, "memberships" jsonb not null, "weekly_minutes" int not null, primary key ("council", "provider_id"))`,
    );
    this.addSql(`alter table "monitoring"."approved_statement" enable row level security`);
    this.addSql(`alter table "monitoring"."approved_statement" force row level security`);
    this.addSql(
      `create policy "council_reads" on "monitoring"."approved_statement" for select to "monitoring_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "monitoring"."approved_statement" to "monitoring_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "monitoring"."approved_statement" to "monitoring_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "provider_reads" on "monitoring"."approved_statement" for select to "monitoring_provider" using (provider_id::text = current_setting('hub.organisation', true))`,
    );
    this.addSql(`alter table "monitoring"."declared_kpi" enable row level security`);
    this.addSql(`alter table "monitoring"."declared_kpi" force row level security`);
    this.addSql(
      `create policy "council_reads" on "monitoring"."declared_kpi" for select to "monitoring_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "monitoring"."declared_kpi" to "monitoring_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "monitoring"."declared_kpi" to "monitoring_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "provider_reads" on "monitoring"."declared_kpi" for select to "monitoring_provider" using (provider_id::text = current_setting('hub.organisation', true))`,
    );
    this.addSql(`alter table "monitoring"."decline_spell" enable row level security`);
    this.addSql(`alter table "monitoring"."decline_spell" force row level security`);
    this.addSql(
      `create policy "council_reads" on "monitoring"."decline_spell" for select to "monitoring_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "monitoring"."decline_spell" to "monitoring_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "monitoring"."decline_spell" to "monitoring_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "provider_reads" on "monitoring"."decline_spell" for select to "monitoring_provider" using (provider_id::text = current_setting('hub.organisation', true))`,
    );
    this.addSql(`alter table "monitoring"."formal_message" enable row level security`);
    this.addSql(`alter table "monitoring"."formal_message" force row level security`);
    this.addSql(
      `create policy "council_reads" on "monitoring"."formal_message" for select to "monitoring_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "monitoring"."formal_message" to "monitoring_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "monitoring"."formal_message" to "monitoring_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "provider_reads" on "monitoring"."formal_message" for select to "monitoring_provider" using (provider_id::text = current_setting('hub.organisation', true))`,
    );
    this.addSql(`alter table "monitoring"."invitation" enable row level security`);
    this.addSql(`alter table "monitoring"."invitation" force row level security`);
    this.addSql(
      `create policy "council_reads" on "monitoring"."invitation" for select to "monitoring_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "monitoring"."invitation" to "monitoring_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "monitoring"."invitation" to "monitoring_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "provider_reads" on "monitoring"."invitation" for select to "monitoring_provider" using (provider_id::text = current_setting('hub.organisation', true))`,
    );
    this.addSql(`alter table "monitoring"."kpi_snapshot" enable row level security`);
    this.addSql(`alter table "monitoring"."kpi_snapshot" force row level security`);
    this.addSql(
      `create policy "council_reads" on "monitoring"."kpi_snapshot" for select to "monitoring_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "monitoring"."kpi_snapshot" to "monitoring_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "monitoring"."kpi_snapshot" to "monitoring_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "provider_reads" on "monitoring"."kpi_snapshot" for select to "monitoring_provider" using (provider_id::text = current_setting('hub.organisation', true))`,
    );
    this.addSql(`alter table "monitoring"."provider_standing" enable row level security`);
    this.addSql(`alter table "monitoring"."provider_standing" force row level security`);
    this.addSql(
      `create policy "council_reads" on "monitoring"."provider_standing" for select to "monitoring_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "monitoring"."provider_standing" to "monitoring_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "monitoring"."provider_standing" to "monitoring_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "provider_reads" on "monitoring"."provider_standing" for select to "monitoring_provider" using (provider_id::text = current_setting('hub.organisation', true))`,
    );
    this.addSql(`revoke update, delete on "monitoring"."declared_kpi" from "monitoring_command", "monitoring_system"`);
  }
}
