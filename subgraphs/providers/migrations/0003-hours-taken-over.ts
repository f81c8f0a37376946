import { Migration } from '@mikro-orm/migrations';

export class Migration0003HoursTakenOver extends Migration {
  override up(): void {
    this.addSql(`alter table "providers"."committed_hours" alter column "call_off_id" drop not null`);
  }
}
