import { Migration } from '@mikro-orm/migrations';

export class Migration0011Override extends Migration {
  override up(): void {
    this.addSql(`alter table "tenders"."call_off" add "override" jsonb null`);
  }
}
