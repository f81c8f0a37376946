import { Migration } from '@mikro-orm/migrations';

export class Migration0013MissingWorkersAndContactTasks extends Migration {
  override up(): void {
    this.addSql(
      `create table "monitoring"."contact_task" ("id" uuid not null, "council" text not null, "alert_id" uuid not null, "desk" text not null, "opened_at" timestamptz(3) not null, "due_at" timestamptz(3) not null, "state" text not null default 'OPEN', "done_at" timestamptz(3) null, "outcome" text null, "done_by" text null, primary key ("id"))`,
    );
    this.addSql(
      `create index "contact_task_open" on "monitoring"."contact_task" ("council", "due_at", "id") where state = 'OPEN'`,
    );
    this.addSql(
      `create index "contact_task_council_opened_at_id_index" on "monitoring"."contact_task" ("council", "opened_at", "id")`,
    );
    this.addSql(
      `alter table "monitoring"."contact_task" add constraint "contact_task_alert_id_unique" unique ("alert_id")`,
    );
    this.addSql(`alter table "monitoring"."alert" drop constraint "alert_visit_id_unique"`);
    this.addSql(`alter table "monitoring"."alert" add "kind" text not null default 'LATE'`);
    this.addSql(
      `alter table "monitoring"."alert" add constraint "alert_visit_id_planned_start_kind_unique" unique ("visit_id", "planned_start", "kind")`,
    );
    this.addSql(`alter table "monitoring"."no_reply_case" add "after_missed" boolean not null default false`);
    this.addSql(`alter table "monitoring"."no_reply_case" no force row level security`);
    // What had been done of an emergency is a list of steps from now on, each with its time.
    this.addSql(
      `update "monitoring"."no_reply_case" set "emergency" = ("emergency" - 'bagPacked' - 'propertySecured' - 'keysWithPerson') || jsonb_build_object('admitted', null, 'steps', (select coalesce(jsonb_agg(jsonb_build_object('step', "said"."step", 'outcome', 'DONE', 'at', "emergency"->'officeCalledAt')), '[]') from (values ('OVERNIGHT_BAG', "emergency"->'bagPacked'), ('PROPERTY_SECURED', "emergency"->'propertySecured'), ('KEYS_WITH_PERSON', "emergency"->'keysWithPerson')) as "said"("step", "done") where "said"."done" = 'true'::jsonb)) where jsonb_typeof("emergency") = 'object'`,
    );
    this.addSql(`alter table "monitoring"."no_reply_case" force row level security`);
    this.addSql(`alter table "monitoring"."contact_task" enable row level security`);
    this.addSql(`alter table "monitoring"."contact_task" force row level security`);
    this.addSql(
      `create policy "council_reads" on "monitoring"."contact_task" for select to "monitoring_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "monitoring"."contact_task" to "monitoring_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "monitoring"."contact_task" to "monitoring_system" using (true) with check (true)`,
    );
  }
}
