import { Migration } from '@mikro-orm/migrations';

export class Migration0008FirstCallNotice extends Migration {
  override up(): void {
    this.addSql(`alter table "cases"."placement" add "first_call_required_from" text null`);
  }
}
