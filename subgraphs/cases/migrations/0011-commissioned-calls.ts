import { Migration } from '@mikro-orm/migrations';

export class Migration0011CommissionedCalls extends Migration {
  override up(): void {
    this.addSql(
      `create table "cases"."calls_version" ("id" uuid not null, "council" text not null, "placement_id" uuid not null, "provider_id" uuid not null, "seq" int not null, "from" varchar(10) null, "to" varchar(10) null, "calls" jsonb not null, "because" text null, "variation_id" uuid null, "agreed_with" text null, "agreed_at" timestamptz(3) null, "recorded_at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "cases"."calls_version" add constraint "calls_version_placement_id_seq_unique" unique ("placement_id", "seq")`,
    );
    this.addSql(`alter table "cases"."variation" add "changes" uuid null`);
    this.addSql(`alter table "cases"."variation" alter column "las_variation_id" drop not null`);

    // The calls of what runs already are those of its need. A variation from before says only what its calls came to: what
    // was varied so keeps its level until it is varied next, and then with calls.
    for (const table of ['placement', 'variation']) {
      this.addSql(`alter table "cases"."${table}" no force row level security`);
    }
    this.addSql(
      `insert into "cases"."calls_version" ("id", "council", "placement_id", "provider_id", "seq", "calls", "recorded_at")
       select gen_random_uuid(), "council", "id", "provider_id", 0, (
         select coalesce(jsonb_agg(jsonb_build_object('callId', gen_random_uuid(), 'days', call->'days',
           'requestedStart', call->'startTime', 'agreedStart', null, 'window', null, 'minutes', call->'minutes',
           'workers', call->'workers', 'activities', call->'activities', 'timeCritical', call->'timeCritical',
           'night', call->'night') order by nth), '[]')
         from jsonb_array_elements("need"->'calls') with ordinality as calls (call, nth)), "awarded_at"
       from "cases"."placement"`,
    );
    // Whoever watches that they are made hears of them now, from tomorrow on: what was made until then stays by its plans.
    this.addSql(
      `insert into platform.event (type, subject, council, audience, actor, occurred_at, recorded_at, data)
       select 'CommissionedCallsChanged', 'placement/' || placement."id", placement."council", '{}',
         '{"subject": "hub", "role": "hub", "organisation": "hub"}', platform.now(), platform.now(),
         jsonb_build_object('placementId', placement."id", 'packageId', placement."package_id",
           'callOffId', placement."call_off_id", 'providerId', placement."provider_id", 'because', 'UPGRADE',
           'versions', jsonb_build_array(jsonb_build_object(
             'versionId', version."id", 'from', to_char((platform.now() at time zone 'Europe/London') + interval '1 day', 'YYYY-MM-DD'),
             'to', null, 'calls', version."calls")))
       from "cases"."placement" placement join "cases"."calls_version" version on version."placement_id" = placement."id"
       where placement."ended_at" is null order by placement."awarded_at", placement."id"`,
    );
    // A resumption ends its suspension by the clock of the suspension, and open suspensions are chased.
    this.addSql(
      `update "cases"."variation" resumption set "changes" = suspension."id" from "cases"."variation" suspension
       where resumption."kind" = 'RESUME' and suspension."kind" = 'SUSPEND'
         and suspension."placement_id" = resumption."placement_id"
         and suspension."effective_to" = to_char(resumption."effective_from"::date - 1, 'YYYY-MM-DD')`,
    );
    this.addSql(
      `delete from "cases"."deadline" deadline using "cases"."variation" resumption
       where resumption."changes" is not null and deadline."subject" = 'variation/' || resumption."changes"
         and deadline."rule" = 'VAR-03' and deadline."status" = 'CANCELLED'`,
    );
    this.addSql(
      `update "cases"."deadline" deadline set "rule" = 'VAR-03', "subject" = 'variation/' || resumption."changes"
       from "cases"."variation" resumption
       where resumption."changes" is not null and deadline."subject" = 'variation/' || resumption."id"
         and deadline."rule" = 'VAR-14' and deadline."status" = 'RUNNING'`,
    );
    this.addSql(
      `insert into "cases"."deadline" ("rule", "subject", "council", "started_at", "due_at", "data")
       select 'VAR-03/chase', 'variation/' || "id", "council", platform.now(), platform.now(), '{}'
       from "cases"."variation" where "kind" = 'SUSPEND' and "state" = 'EFFECTIVE' and "effective_to" is null`,
    );
    for (const table of ['placement', 'variation']) {
      this.addSql(`alter table "cases"."${table}" force row level security`);
    }

    this.addSql(`revoke update, delete on "cases"."calls_version" from "cases_command", "cases_system"`);
    this.addSql(`alter table "cases"."calls_version" enable row level security`);
    this.addSql(`alter table "cases"."calls_version" force row level security`);
    this.addSql(
      `create policy "council_reads" on "cases"."calls_version" for select to "cases_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "cases"."calls_version" to "cases_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "cases"."calls_version" to "cases_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "provider_reads" on "cases"."calls_version" for select to "cases_provider" using ((provider_id::text = current_setting('hub.organisation', true)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
  }
}
