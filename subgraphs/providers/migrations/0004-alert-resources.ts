import { Migration } from '@mikro-orm/migrations';

export class Migration0004AlertResources extends Migration {
  override up(): void {
    this.addSql(
      `create table "providers"."alert_resource" ("id" uuid not null, "provider_id" uuid not null, "monitored_by" text not null, "desk" jsonb not null, "on_call" jsonb not null, "late_call_procedure" jsonb not null, "declared_at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "providers"."alert_resource" add constraint "alert_resource_provider_id_unique" unique ("provider_id")`,
    );
    this.addSql(`alter table "providers"."alert_resource" enable row level security`);
    this.addSql(`alter table "providers"."alert_resource" force row level security`);
    this.addSql(
      `create policy "council_reads" on "providers"."alert_resource" for select to "providers_council" using (true)`,
    );
    this.addSql(
      `create policy "command_acts" on "providers"."alert_resource" to "providers_command" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system_acts" on "providers"."alert_resource" to "providers_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "provider_reads" on "providers"."alert_resource" for select to "providers_provider" using (provider_id::text = current_setting('hub.organisation', true))`,
    );
  }
}
