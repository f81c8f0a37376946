import { Migration } from '@mikro-orm/migrations';

export class Migration0007VariationsAsked extends Migration {
  override up(): void {
    this.addSql(`alter table "cases"."placement" add "first_call_made_at" timestamptz(3) null`);
    // The owner of the table sees its rows for the length of this statement: row-level security is forced on it otherwise.
    this.addSql(`alter table "cases"."placement" no force row level security`);
    this.addSql(`update "cases"."placement" set "first_call_made_at" = "started_at"`);
    this.addSql(`alter table "cases"."placement" force row level security`);
    this.addSql(
      `alter table "cases"."variation" add "standing_version" int null, add "warnings" text[] not null default '{}'`,
    );
    this.addSql(`alter table "cases"."variation" alter "warnings" drop default`);
  }
}
