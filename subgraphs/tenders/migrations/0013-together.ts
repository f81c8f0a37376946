import { Migration } from '@mikro-orm/migrations';

export class Migration0013Together extends Migration {
  override up(): void {
    this.addSql(`alter table "tenders"."assessment" add "is_moderated" boolean null`);
    this.addSql(
      `alter table "tenders"."award" add "placements" jsonb not null default '[]', add "agreed_start" varchar(10) null`,
    );
    this.addSql(
      `alter table "tenders"."call_off" add "together" jsonb null, add "packages" jsonb not null default '[]', add "core_weekly_pence" int null`,
    );
    this.addSql(
      `alter table "tenders"."stage" add "people" jsonb null, add "core_weekly_pence" int null, add "budget_pence" int null`,
    );
    this.addSql(`alter table "tenders"."award" alter column "placements" drop default`);
    this.addSql(`alter table "tenders"."call_off" alter column "packages" drop default`);
    this.addSql(`create index "call_off_packages_index" on "tenders"."call_off" using gin ("packages")`);
  }
}
