import { Migration } from '@mikro-orm/migrations';

export class Migration0005PostcodeImports extends Migration {
  override up(): void {
    this.addSql(
      `create table "providers"."postcode_import" ("id" uuid not null, "council" text not null, "imported_at" timestamptz(3) not null, "accepted" int not null, "changed" int not null, "refused" int not null, "refusals" jsonb not null, primary key ("id"))`,
    );
    this.addSql(`alter table "providers"."postcode_import" enable row level security`);
    this.addSql(`alter table "providers"."postcode_import" force row level security`);
    this.addSql(
      `create policy "council_reads" on "providers"."postcode_import" for select to "providers_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "providers"."postcode_import" to "providers_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "providers"."postcode_import" to "providers_system" using (true) with check (true)`,
    );
  }
}
