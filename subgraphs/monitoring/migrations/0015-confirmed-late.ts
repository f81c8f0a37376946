import { Migration } from '@mikro-orm/migrations';

export class Migration0015ConfirmedLate extends Migration {
  override up(): void {
    this.addSql(`alter table "monitoring"."expected_placement" add "confirmed_late_at" timestamptz(3) null`);
  }
}
