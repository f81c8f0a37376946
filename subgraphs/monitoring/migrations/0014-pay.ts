import { Migration } from '@mikro-orm/migrations';

export class Migration0014Pay extends Migration {
  override up(): void {
    this.addSql(
      `alter table "monitoring"."expected_placement" add "night_rates_pence" jsonb not null default '{"SLEEP_IN": null, "WAKING_NIGHT": null}'`,
    );

    // Statements from before lines were kept approved nothing that is known of any one visit.
    this.addSql(
      `alter table "monitoring"."approved_statement" add "adjustment_pence" int not null default 0, add "lines_kept" boolean not null default false`,
    );
    this.addSql(
      `alter table "monitoring"."approved_statement" alter "adjustment_pence" drop default, alter "lines_kept" drop default`,
    );

    this.addSql(
      `create table "monitoring"."approved_line" ("id" uuid not null, "council" text not null, "provider_id" uuid not null, "statement_id" uuid not null, "placement_id" uuid not null, "visit_id" uuid not null, "day" varchar(10) not null, "cause" text null, "status" text not null, "minutes" int not null, "amount_pence" int not null, "reasons" text[] not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "approved_line_statement_id_day_id_index" on "monitoring"."approved_line" ("statement_id", "day", "id")`,
    );
    this.addSql(`create index "approved_line_visit_id_index" on "monitoring"."approved_line" ("visit_id")`);
    this.addSql(`alter table "monitoring"."approved_line" enable row level security`);
    this.addSql(`alter table "monitoring"."approved_line" force row level security`);
    this.addSql(
      `create policy "council_reads" on "monitoring"."approved_line" for select to "monitoring_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "monitoring"."approved_line" to "monitoring_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "monitoring"."approved_line" to "monitoring_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "provider_reads" on "monitoring"."approved_line" for select to "monitoring_provider" using ((provider_id::text = current_setting('hub.organisation', true)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(`revoke update, delete on "monitoring"."approved_line" from "monitoring_command", "monitoring_system"`);

    this.addSql(
      `create table "monitoring"."unsettled_visit" ("visit_id" uuid not null, "council" text not null, "provider_id" uuid not null, primary key ("visit_id"))`,
    );
    this.addSql(
      `create index "unsettled_visit_council_provider_id_index" on "monitoring"."unsettled_visit" ("council", "provider_id")`,
    );
    this.addSql(`alter table "monitoring"."unsettled_visit" enable row level security`);
    this.addSql(`alter table "monitoring"."unsettled_visit" force row level security`);
    this.addSql(
      `create policy "council_reads" on "monitoring"."unsettled_visit" for select to "monitoring_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "monitoring"."unsettled_visit" to "monitoring_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "monitoring"."unsettled_visit" to "monitoring_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "provider_reads" on "monitoring"."unsettled_visit" for select to "monitoring_provider" using ((provider_id::text = current_setting('hub.organisation', true)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );

    this.addSql(
      `create table "monitoring"."invoice" ("id" uuid not null, "council" text not null, "provider_id" uuid not null, "number" text not null, "content_hash" text not null, "from" varchar(10) not null, "to" varchar(10) not null, "line_count" int not null, "claimed_pence" int not null, "over_pence" int not null, "recorded_at" timestamptz(3) not null, "recorded_by" text not null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "monitoring"."invoice" add constraint "invoice_council_provider_id_number_unique" unique ("council", "provider_id", "number")`,
    );
    this.addSql(`alter table "monitoring"."invoice" enable row level security`);
    this.addSql(`alter table "monitoring"."invoice" force row level security`);
    this.addSql(
      `create policy "council_reads" on "monitoring"."invoice" for select to "monitoring_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "monitoring"."invoice" to "monitoring_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "monitoring"."invoice" to "monitoring_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "provider_reads" on "monitoring"."invoice" for select to "monitoring_provider" using ((provider_id::text = current_setting('hub.organisation', true)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(`revoke update, delete on "monitoring"."invoice" from "monitoring_command", "monitoring_system"`);

    this.addSql(
      `create table "monitoring"."invoice_line" ("id" uuid not null, "council" text not null, "provider_id" uuid not null, "invoice_id" uuid not null, "line" int not null, "visit_id" uuid null, "placement_id" uuid null, "minutes" int not null, "amount_pence" int not null, primary key ("id"))`,
    );
    this.addSql(`create index "invoice_line_visit_id_index" on "monitoring"."invoice_line" ("visit_id")`);
    this.addSql(
      `create index "invoice_line_invoice_id_line_index" on "monitoring"."invoice_line" ("invoice_id", "line")`,
    );
    this.addSql(`alter table "monitoring"."invoice_line" enable row level security`);
    this.addSql(`alter table "monitoring"."invoice_line" force row level security`);
    this.addSql(
      `create policy "council_reads" on "monitoring"."invoice_line" for select to "monitoring_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "monitoring"."invoice_line" to "monitoring_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "monitoring"."invoice_line" to "monitoring_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "provider_reads" on "monitoring"."invoice_line" for select to "monitoring_provider" using ((provider_id::text = current_setting('hub.organisation', true)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(`revoke update, delete on "monitoring"."invoice_line" from "monitoring_command", "monitoring_system"`);

    this.addSql(
      `create table "monitoring"."invoice_query" ("id" uuid not null, "council" text not null, "provider_id" uuid not null, "invoice_id" uuid not null, "line" int not null, "visit_id" uuid null, "placement_id" uuid null, "finding" text not null, "rule" text not null, "over_pence" int not null, "found_at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "invoice_query_council_provider_id_found_at_index" on "monitoring"."invoice_query" ("council", "provider_id", "found_at")`,
    );
    this.addSql(
      `create index "invoice_query_invoice_id_line_index" on "monitoring"."invoice_query" ("invoice_id", "line")`,
    );
    this.addSql(`alter table "monitoring"."invoice_query" enable row level security`);
    this.addSql(`alter table "monitoring"."invoice_query" force row level security`);
    this.addSql(
      `create policy "council_reads" on "monitoring"."invoice_query" for select to "monitoring_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "monitoring"."invoice_query" to "monitoring_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "monitoring"."invoice_query" to "monitoring_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "provider_reads" on "monitoring"."invoice_query" for select to "monitoring_provider" using ((provider_id::text = current_setting('hub.organisation', true)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(`revoke update, delete on "monitoring"."invoice_query" from "monitoring_command", "monitoring_system"`);

    // The log has whatever was told of D2A packages, and more than was kept of it.
    this.addSql(`drop table "monitoring"."formal_message"`);
    this.addSql(
      `create table "monitoring"."formal_message" ("id" uuid not null, "seq" bigint not null, "council" text not null, "provider_id" uuid not null, "call_off_id" uuid not null, "kind" text not null, "day" varchar(10) null, "last_day" varchar(10) null, "variation_id" uuid null, "told_at" timestamptz(3) not null, "sender_role" text not null, "sender_organisation" text not null, "to_provider" boolean not null, "to_roles" text[] not null, "content_hash" text not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "formal_message_call_off_id_provider_id_told_at_index" on "monitoring"."formal_message" ("call_off_id", "provider_id", "told_at")`,
    );
    this.addSql(
      `create index "formal_message_council_provider_id_index" on "monitoring"."formal_message" ("council", "provider_id")`,
    );
    this.addSql(`alter table "monitoring"."expected_placement" no force row level security`);
    this.addSql(
      `insert into monitoring.formal_message
         (id, seq, council, provider_id, call_off_id, kind, day, last_day, variation_id, told_at,
          sender_role, sender_organisation, to_provider, to_roles, content_hash)
       select told.id, told.seq, told.council, (told.data->>'providerId')::uuid, (told.data->>'callOffId')::uuid,
         case told.type when 'CallOffAwarded' then 'AWARDED' when 'DischargeFinalised' then 'DISCHARGE_FINALISED'
           when 'VariationEffective' then 'VARIED' when 'D2aPackageEnding' then 'PACKAGE_ENDING'
           when 'PlacementEndAnnounced' then 'END_ANNOUNCED' when 'PlacementEndTakenBack' then 'END_TAKEN_BACK'
           else 'ENDED' end,
         case when told.type = 'DischargeFinalised'
             then to_char((told.data->>'dischargeAt')::timestamptz at time zone 'Europe/London', 'YYYY-MM-DD')
           when told.type = 'VariationEffective' then told.data->>'effectiveFrom'
           when told.type like 'PlacementEnd%' then to_char((told.data->>'endDate')::date + 1, 'YYYY-MM-DD') end,
         case when told.type = 'VariationEffective' then told.data->>'effectiveTo' end,
         case when told.type = 'VariationEffective' then (told.data->>'variationId')::uuid end,
         told.occurred_at, told.actor->>'role', told.actor->>'organisation',
         coalesce(told.audience->'providers' ? (told.data->>'providerId'), false),
         array(select jsonb_array_elements_text(coalesce(told.audience->'roles', '[]'))),
         encode(sha256(convert_to(told.data::text, 'UTF8')), 'hex')
       from platform.event told
       left join monitoring.expected_placement placement on placement.id::text = told.data->>'placementId'
       where told.seq is not null and told.data->>'callOffId' is not null and case told.type
           when 'CallOffAwarded' then told.data#>>'{need,careType}' = 'D2A' else placement.care_type = 'D2A' end
         and told.type in ('CallOffAwarded', 'DischargeFinalised', 'VariationEffective', 'D2aPackageEnding',
           'PlacementEndAnnounced', 'PlacementEndTakenBack', 'PlacementEnded')`,
    );
    this.addSql(`alter table "monitoring"."expected_placement" force row level security`);
    this.addSql(`alter table "monitoring"."formal_message" enable row level security`);
    this.addSql(`alter table "monitoring"."formal_message" force row level security`);
    this.addSql(
      `create policy "council_reads" on "monitoring"."formal_message" for select to "monitoring_council" using (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "command_acts" on "monitoring"."formal_message" to "monitoring_command" using (council = any(string_to_array(current_setting('hub.councils', true), ','))) with check (council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "system_acts" on "monitoring"."formal_message" to "monitoring_system" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "provider_reads" on "monitoring"."formal_message" for select to "monitoring_provider" using ((provider_id::text = current_setting('hub.organisation', true)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `revoke update, delete on "monitoring"."formal_message" from "monitoring_command", "monitoring_system"`,
    );
  }
}
