import { Migration } from '@mikro-orm/migrations';

export class Migration0012ApprovalBudget extends Migration {
  override up(): void {
    this.addSql(`alter table "tenders"."budget_approval" add "budget_pence" int null`);
  }
}
