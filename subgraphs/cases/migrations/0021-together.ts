import { Migration } from '@mikro-orm/migrations';

export class Migration0021Together extends Migration {
  override up(): void {
    this.addSql(`alter table "cases"."package" add "together" jsonb null`);
    this.addSql(`alter table "cases"."placement" drop constraint "placement_award_id_unique"`);
    this.addSql(`alter table "cases"."placement" add "virtual_budget_pence" int null, add "isf_weekly_pence" int null`);
    this.addSql(
      `alter table "cases"."placement" add constraint "placement_award_id_package_id_unique" unique ("award_id", "package_id")`,
    );
  }
}
