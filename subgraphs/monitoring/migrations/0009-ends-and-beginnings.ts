import { Migration } from '@mikro-orm/migrations';

export class Migration0009EndsAndBeginnings extends Migration {
  override up(): void {
    this.addSql(`alter table "monitoring"."expected_placement" add "expected_from" timestamptz(3) null, add "ends_on" varchar(10) null`);
    this.addSql(`alter table "monitoring"."placement_change" add "seq" bigint not null default '0'`);
  }
}
