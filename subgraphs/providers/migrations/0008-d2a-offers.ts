import { Migration } from '@mikro-orm/migrations';

export class Migration0008D2aOffers extends Migration {
  override up(): void {
    this.addSql(
      `create table "providers"."d2a_offer" ("id" uuid not null, "provider_id" uuid not null, "telephone" text not null, "contact_hours" jsonb not null, "answerphone" boolean not null, "explained_in_plans" boolean not null, "closures" jsonb not null, "declared_at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "providers"."d2a_offer" add constraint "d2a_offer_provider_id_unique" unique ("provider_id")`,
    );
    this.addSql(`alter table "providers"."d2a_offer" enable row level security`);
    this.addSql(`alter table "providers"."d2a_offer" force row level security`);
    this.addSql(
      `create policy "council_reads" on "providers"."d2a_offer" for select to "providers_council" using (true)`,
    );
    this.addSql(
      `create policy "command_acts" on "providers"."d2a_offer" to "providers_command" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system_acts" on "providers"."d2a_offer" to "providers_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "provider_reads" on "providers"."d2a_offer" for select to "providers_provider" using (provider_id::text = current_setting('hub.organisation', true))`,
    );
  }
}
