import { Migration } from '@mikro-orm/migrations';

export class Migration0013FirstCallsAfterDischarge extends Migration {
  override up(): void {
    this.addSql(
      `alter table "cases"."placement" add "first_call_due_at" timestamptz(3) null, add "first_call_agreed_on" varchar(10) null, add "first_call_agreements" jsonb not null default '[]', add "d2a_last_date" varchar(10) null`,
    );
    this.addSql(`alter table "cases"."placement" alter "first_call_agreements" drop default`);
    // The owner of the tables sees their rows for the length of this statement: row-level security is forced on them otherwise.
    this.addSql(`alter table "cases"."placement" no force row level security`);
    this.addSql(`update "cases"."placement" set "first_call_agreed_on" = "start_date"`);
    // What was fixed by the clocks that run, or have run, since the award and the start.
    this.addSql(`update "cases"."placement" set
      "first_call_due_at" = (select max(due_at) from "cases"."deadline"
        where rule = 'ROUT-15' and subject = 'placement/' || placement.id and status <> 'CANCELLED'),
      "d2a_last_date" = (select to_char(max(due_at) at time zone 'Europe/London', 'YYYY-MM-DD') from "cases"."deadline"
        where rule = 'ROUT-16' and subject = 'placement/' || placement.id)
      where "care_type" = 'D2A'`);
    this.addSql(`alter table "cases"."placement" force row level security`);
  }
}
