import { Migration } from '@mikro-orm/migrations';

export class Migration0007VariationsAsked extends Migration {
  override up(): void {
    this.addSql(`alter table "cases"."placement" add "first_call_made_at" timestamptz(3) null`);
    this.addSql(`update "cases"."placement" set "first_call_made_at" = "started_at"`);
    this.addSql(
      `alter table "cases"."variation" add "standing_version" int null, add "warnings" text[] not null default '{}'`,
    );
    this.addSql(`alter table "cases"."variation" alter "warnings" drop default`);
  }
}
