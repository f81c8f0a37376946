import { Migration } from '@mikro-orm/migrations';

export class Migration0009EndsAndBeginnings extends Migration {
  override up(): void {
    this.addSql(
      `alter table "monitoring"."expected_placement" add "expected_from" timestamptz(3) null, add "ends_on" varchar(10) null`,
    );
    this.addSql(`alter table "monitoring"."placement_change" add "seq" bigint not null default '0'`);

    // Suspensions that were resumed had been kept without their end (VAR-03): they are given it from the log, and the
    // visits that were taken for suspended are settled again by the clock.
    this.addSql(`alter table "monitoring"."placement_change" no force row level security`);
    this.addSql(`alter table "monitoring"."visit" no force row level security`);
    this.addSql(
      `update "monitoring"."placement_change" change
       set "effective_to" = to_char((told.data->>'effectiveFrom')::date - 1, 'YYYY-MM-DD')
       from platform.event told
       where change.kind = 'SUSPEND' and told.type = 'VariationEffective' and told.data->>'kind' = 'RESUME'
         and told.data->>'variationId' = change.id::text`,
    );
    this.addSql(
      `update "monitoring"."visit" visit set "due_at" = 'epoch'
       from "monitoring"."placement_change" change
       where change.kind = 'SUSPEND' and change.placement_id = visit.placement_id and visit.day > change.effective_to
         and 'SUSPENDED' = any(visit.flags)`,
    );
    this.addSql(`alter table "monitoring"."placement_change" force row level security`);
    this.addSql(`alter table "monitoring"."visit" force row level security`);
  }
}
