import { Migration } from '@mikro-orm/migrations';
import { machinerySql } from '../../../kernel/database/machinery.js';

export class Migration0001Initial extends Migration {
  override up(): void {
    for (const statement of machinerySql('monitoring')) this.addSql(statement);
    this.addSql(
      `create table "monitoring"."contract_review" ("id" uuid not null, "council" text not null, "provider_id" uuid not null, "kind" text not null, "rule" text not null, "status" text not null default 'OPEN', "opened_at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "contract_review_council_opened_at_id_index" on "monitoring"."contract_review" ("council", "opened_at", "id")`,
    );
    this.addSql(
      `create table "monitoring"."registered_deadline" ("id" uuid not null, "council" text not null, "rule" text not null, "subject" text not null, "started_at" timestamptz(3) not null, "due_at" timestamptz(3) not null, "status" text not null, "settled_at" timestamptz(3) null, primary key ("id"))`,
    );
    this.addSql(
      `create index "registered_deadline_council_status_due_at_id_index" on "monitoring"."registered_deadline" ("council", "status", "due_at", "id")`,
    );
    this.addSql(
      `alter table "monitoring"."registered_deadline" add constraint "registered_deadline_rule_subject_due_at_unique" unique ("rule", "subject", "due_at")`,
    );
    this.addSql(
      `create table "monitoring"."expected_placement" ("id" uuid not null, "council" text not null, "package_id" uuid not null, "call_off_id" uuid not null, "provider_id" uuid not null, "first_call_at" timestamptz(3) null, "live" boolean not null default true, primary key ("id"))`,
    );
    this.addSql(
      `create index "expected_placement_provider_id_live_index" on "monitoring"."expected_placement" ("provider_id", "live")`,
    );
    this.addSql(
      `create table "monitoring"."first_call" ("id" uuid not null, "council" text not null, "placement_id" uuid not null, "provider_id" uuid not null, "made_at" timestamptz(3) not null, "worker_role" text not null, "next_carer_advised" boolean not null, "warnings" text[] not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "first_call_council_made_at_id_index" on "monitoring"."first_call" ("council", "made_at", "id")`,
    );
    this.addSql(
      `alter table "monitoring"."first_call" add constraint "first_call_placement_id_unique" unique ("placement_id")`,
    );
    this.addSql(
      `create table "monitoring"."invitation_response" ("id" uuid not null, "council" text not null, "provider_id" uuid not null, "call_off_id" uuid not null, "stage" text not null, "patch" text not null, "response" text not null, "reason_code" text null, "at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "invitation_response_provider_id_at_id_index" on "monitoring"."invitation_response" ("provider_id", "at", "id")`,
    );
    this.addSql(
      `create index "invitation_response_council_at_id_index" on "monitoring"."invitation_response" ("council", "at", "id")`,
    );
    this.addSql(
      `alter table "monitoring"."invitation_response" add constraint "invitation_response_call_off_id_stage_provider_id_bc4e7_unique" unique ("call_off_id", "stage", "provider_id", "response")`,
    );
    this.addSql(`alter table "monitoring"."contract_review" enable row level security`);
    this.addSql(`alter table "monitoring"."contract_review" force row level security`);
    this.addSql(
      `create policy "council_reads" on "monitoring"."contract_review" for select to "monitoring_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "monitoring"."contract_review" to "monitoring_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "monitoring"."contract_review" to "monitoring_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "provider_reads" on "monitoring"."contract_review" for select to "monitoring_provider" using (provider_id::text = current_setting('hub.organisation', true))`,
    );
    this.addSql(`alter table "monitoring"."registered_deadline" enable row level security`);
    this.addSql(`alter table "monitoring"."registered_deadline" force row level security`);
    this.addSql(
      `create policy "council_reads" on "monitoring"."registered_deadline" for select to "monitoring_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "monitoring"."registered_deadline" to "monitoring_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "monitoring"."registered_deadline" to "monitoring_system" using (true) with check (true)`,
    );
    this.addSql(`alter table "monitoring"."expected_placement" enable row level security`);
    this.addSql(`alter table "monitoring"."expected_placement" force row level security`);
    this.addSql(
      `create policy "council_reads" on "monitoring"."expected_placement" for select to "monitoring_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "monitoring"."expected_placement" to "monitoring_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "monitoring"."expected_placement" to "monitoring_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "provider_reads" on "monitoring"."expected_placement" for select to "monitoring_provider" using (provider_id::text = current_setting('hub.organisation', true))`,
    );
    this.addSql(`alter table "monitoring"."first_call" enable row level security`);
    this.addSql(`alter table "monitoring"."first_call" force row level security`);
    this.addSql(
      `create policy "council_reads" on "monitoring"."first_call" for select to "monitoring_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "monitoring"."first_call" to "monitoring_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "monitoring"."first_call" to "monitoring_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "provider_reads" on "monitoring"."first_call" for select to "monitoring_provider" using (provider_id::text = current_setting('hub.organisation', true))`,
    );
    this.addSql(`alter table "monitoring"."invitation_response" enable row level security`);
    this.addSql(`alter table "monitoring"."invitation_response" force row level security`);
    this.addSql(
      `create policy "council_reads" on "monitoring"."invitation_response" for select to "monitoring_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "monitoring"."invitation_response" to "monitoring_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "monitoring"."invitation_response" to "monitoring_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "provider_reads" on "monitoring"."invitation_response" for select to "monitoring_provider" using (provider_id::text = current_setting('hub.organisation', true))`,
    );
  }
}
