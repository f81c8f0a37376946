import { Migration } from '@mikro-orm/migrations';

export class Migration0002AgeRegistration extends Migration {
  override up(): void {
    this.addSql(
      `create table "cases"."age_registration" ("provider_id" uuid not null, "age_bands" text[] not null, primary key ("provider_id"))`,
    );
    // A child's placement is closed until the register next tells of its provider. The owner sees no row under force.
    this.addSql(`alter table "cases"."placement" add "covers_age" boolean not null default false`);
    this.addSql(`alter table "cases"."placement" no force row level security`);
    this.addSql(`update "cases"."placement" set "covers_age" = "need"->>'cohort' = 'ADULT'`);
    this.addSql(`alter table "cases"."placement" force row level security`);
    this.addSql(`alter table "cases"."placement" alter "covers_age" drop default`);
    this.addSql(
      `alter table "cases"."age_registration" add constraint "age_registration_age_bands_check" check ("age_bands" <@ array['CHILDREN_0_18'::text, 'ADULTS_18_PLUS'::text])`,
    );
    this.addSql(`alter table "cases"."age_registration" enable row level security`);
    this.addSql(`alter table "cases"."age_registration" force row level security`);
    this.addSql(
      `create policy "command_acts" on "cases"."age_registration" to "cases_command" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system_acts" on "cases"."age_registration" to "cases_system" using (true) with check (true)`,
    );
  }
}
