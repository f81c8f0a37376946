import { Migration } from '@mikro-orm/migrations';

export class Migration0006DormantLocations extends Migration {
  override up(): void {
    this.addSql(`alter table "providers"."location" add "dormant" boolean not null default false`);
  }
}
