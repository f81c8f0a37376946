import { Migration } from '@mikro-orm/migrations';

export class Migration0019HomesOfPlacements extends Migration {
  override up(): void {
    this.addSql(`alter table "cases"."placement" add "home_id" uuid null`);
  }
}
