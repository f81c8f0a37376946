import { Migration } from '@mikro-orm/migrations';

export class Migration0020EndedCallOffs extends Migration {
  override up(): void {
    this.addSql(`alter table "cases"."package" add "ended_call_offs" text[] not null default '{}'`);
    this.addSql(`alter table "cases"."package" alter "ended_call_offs" drop default`);
  }
}
