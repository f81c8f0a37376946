import { Migration } from '@mikro-orm/migrations';

export class Migration0002ProviderVersion extends Migration {
  override up(): void {
    this.addSql(`alter table "providers"."provider" add "version" int not null default 1`);
  }
}
