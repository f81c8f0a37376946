import { Migration } from '@mikro-orm/migrations';

export class Migration0023InvolvementInPlans extends Migration {
  override up(): void {
    this.addSql(`alter table "cases"."care_plan" add "involvement" jsonb not null default '[]'`);
    this.addSql(`alter table "cases"."care_plan" alter "involvement" drop default`);
  }
}
