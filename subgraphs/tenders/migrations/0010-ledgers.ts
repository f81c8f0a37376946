import { Migration } from '@mikro-orm/migrations';

export class Migration0010Ledgers extends Migration {
  override up(): void {
    this.addSql(`alter table "tenders"."award" add "position" int null, add "undone_position" int null`);
    // Awards made before rank in the order in which they were decided.
    this.addSql(
      `update "tenders"."award" set "position" = placed.nth
       from (select id, row_number() over (partition by council, patch order by decided_at, id) as nth from "tenders"."award") placed
       where placed.id = award.id`,
    );
    this.addSql(
      `update "tenders"."award" set "undone_position" = (
         select max(before.position) from "tenders"."award" before
         where before.council = award.council and before.patch = award.patch
           and (before.decided_at < award.undone_at or before.id = award.id))
       where undone_at is not null`,
    );
    this.addSql(`alter table "tenders"."award" alter "position" set not null`);
    this.addSql(
      `alter table "tenders"."award" add constraint "award_council_patch_position_unique" unique ("council", "patch", "position")`,
    );
    this.addSql(`alter table "tenders"."stage" add "policy_version" text null`);
    this.addSql(
      `update "tenders"."stage" set "policy_version" = (
         select call_off.policy_version from "tenders"."call_off" call_off where call_off.id = stage.call_off_id)`,
    );
    this.addSql(`alter table "tenders"."stage" alter "policy_version" set not null`);
    this.addSql(
      `create policy "provider_reads" on "tenders"."uncounted_hours" for select to "tenders_provider" using (provider_id::text = current_setting('hub.organisation', true))`,
    );
    this.addSql(
      `create table "tenders"."award_facts" ("award_id" uuid not null, "council" text not null, "facts" jsonb not null, primary key ("award_id"))`,
    );
    this.addSql(`revoke update, delete on "tenders"."award_facts" from "tenders_command", "tenders_system"`);
    this.addSql(
      `create table "tenders"."evaluation_facts" ("bid_id" uuid not null, "council" text not null, "at" timestamptz(3) not null, "version" int not null, "standing" jsonb null, "home" jsonb null, "uncounted_weekly_minutes" int not null, "eligible" boolean not null, primary key ("bid_id"))`,
    );
    this.addSql(`alter table "tenders"."award_facts" enable row level security`);
    this.addSql(`alter table "tenders"."award_facts" force row level security`);
    this.addSql(
      `create policy "council_reads" on "tenders"."award_facts" for select to "tenders_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "tenders"."award_facts" to "tenders_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "tenders"."award_facts" to "tenders_system" using (true) with check (true)`,
    );
    this.addSql(`alter table "tenders"."evaluation_facts" enable row level security`);
    this.addSql(`alter table "tenders"."evaluation_facts" force row level security`);
    this.addSql(
      `create policy "council_reads" on "tenders"."evaluation_facts" for select to "tenders_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "tenders"."evaluation_facts" to "tenders_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "tenders"."evaluation_facts" to "tenders_system" using (true) with check (true)`,
    );
  }
}
