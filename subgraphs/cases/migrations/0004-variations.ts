import { Migration } from '@mikro-orm/migrations';

export class Migration0004Variations extends Migration {
  override up(): void {
    this.addSql(
      `create table "cases"."variation" ("id" uuid not null, "council" text not null, "provider_id" uuid not null, "placement_id" uuid not null, "package_id" uuid not null, "las_variation_id" text not null, "kind" text not null, "state" text not null, "initiator" text not null, "effective_from" varchar(10) not null, "effective_to" varchar(10) null, "minutes_before" int not null, "minutes_after" int not null, "recorded_at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "variation_placement_id_effective_from_index" on "cases"."variation" ("placement_id", "effective_from")`,
    );
    this.addSql(
      `alter table "cases"."variation" add constraint "variation_council_las_variation_id_unique" unique ("council", "las_variation_id")`,
    );
    this.addSql(`alter table "cases"."package" drop constraint "package_path_check"`);
    this.addSql(
      `alter table "cases"."package" add constraint "package_path_check" check ("path" in ('PANEL', 'PASSPORT', 'TAKEN_OVER'))`,
    );
    this.addSql(`alter table "cases"."placement" add "current_weekly_worker_minutes" int`);
    this.addSql(`update "cases"."placement" set "current_weekly_worker_minutes" = "weekly_worker_minutes"`);
    this.addSql(`alter table "cases"."placement" alter "current_weekly_worker_minutes" set not null`);
    this.addSql(`alter table "cases"."placement" alter column "call_off_id" drop not null`);
    this.addSql(`alter table "cases"."placement" alter column "award_id" drop not null`);
    this.addSql(`alter table "cases"."variation" enable row level security`);
    this.addSql(`alter table "cases"."variation" force row level security`);
    this.addSql(
      `create policy "council_reads" on "cases"."variation" for select to "cases_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "cases"."variation" to "cases_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(`create policy "system_acts" on "cases"."variation" to "cases_system" using (true) with check (true)`);
    this.addSql(
      `create policy "provider_reads" on "cases"."variation" for select to "cases_provider" using (provider_id::text = current_setting('hub.organisation', true))`,
    );
  }
}
