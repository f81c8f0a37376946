import { Migration } from '@mikro-orm/migrations';

export class Migration0010CouncilsOfACredential extends Migration {
  override up(): void {
    this.addSql(`drop policy "provider_reads" on "cases"."care_plan"`);
    this.addSql(`drop policy "provider_reads" on "cases"."contact_sheet"`);
    this.addSql(`drop policy "provider_reads" on "cases"."discharge_arrangements"`);
    this.addSql(`drop policy "provider_reads" on "cases"."discharge_passport"`);
    this.addSql(`drop policy "provider_reads" on "cases"."document_query"`);
    this.addSql(`drop policy "provider_reads" on "cases"."ipo"`);
    this.addSql(`drop policy "provider_reads" on "cases"."package"`);
    this.addSql(`drop policy "provider_reads" on "cases"."person"`);
    this.addSql(`drop policy "provider_reads" on "cases"."placement"`);
    this.addSql(`drop policy "provider_reads" on "cases"."service_request"`);
    this.addSql(`drop policy "provider_reads" on "cases"."variation"`);
    this.addSql(`create policy "provider_reads" on "cases"."care_plan" for select to "cases_provider" using ((exists (select 1 from cases.placement own where own.package_id = care_plan.package_id
    and own.provider_id::text = current_setting('hub.organisation', true) and own.state not in ('ENDED', 'WITHDRAWN') and own.covers_age) and (provider_id is null or provider_id::text = current_setting('hub.organisation', true))) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`);
    this.addSql(
      `create policy "provider_reads" on "cases"."contact_sheet" for select to "cases_provider" using ((provider_id::text = current_setting('hub.organisation', true)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(`create policy "provider_reads" on "cases"."discharge_arrangements" for select to "cases_provider" using ((provider_id::text = current_setting('hub.organisation', true) and exists (select 1 from cases.placement own where own.package_id = discharge_arrangements.package_id
    and own.provider_id::text = current_setting('hub.organisation', true) and own.state not in ('ENDED', 'WITHDRAWN') and own.covers_age)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`);
    this.addSql(`create policy "provider_reads" on "cases"."discharge_passport" for select to "cases_provider" using ((exists (select 1 from cases.placement own where own.package_id = discharge_passport.package_id
    and own.provider_id::text = current_setting('hub.organisation', true) and own.state not in ('ENDED', 'WITHDRAWN') and own.covers_age)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`);
    this.addSql(`create policy "provider_reads" on "cases"."document_query" for select to "cases_provider" using ((provider_id::text = current_setting('hub.organisation', true) and exists (select 1 from cases.placement own where own.package_id = document_query.package_id
    and own.provider_id::text = current_setting('hub.organisation', true) and own.state not in ('ENDED', 'WITHDRAWN') and own.covers_age)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`);
    this.addSql(
      `create policy "provider_reads" on "cases"."ipo" for select to "cases_provider" using ((provider_id::text = current_setting('hub.organisation', true)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(`create policy "provider_reads" on "cases"."package" for select to "cases_provider" using ((exists (select 1 from cases.placement own where own.package_id = package.id
    and own.provider_id::text = current_setting('hub.organisation', true) and own.state not in ('ENDED', 'WITHDRAWN') and own.covers_age)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`);
    this.addSql(`create policy "provider_reads" on "cases"."person" for select to "cases_provider" using ((exists (select 1 from cases.placement own where own.person_id = person.id
    and own.provider_id::text = current_setting('hub.organisation', true) and own.state not in ('ENDED', 'WITHDRAWN') and own.covers_age)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`);
    this.addSql(
      `create policy "provider_reads" on "cases"."placement" for select to "cases_provider" using ((provider_id::text = current_setting('hub.organisation', true)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(`create policy "provider_reads" on "cases"."service_request" for select to "cases_provider" using ((exists (select 1 from cases.placement own where own.package_id = service_request.package_id
    and own.provider_id::text = current_setting('hub.organisation', true) and own.state not in ('ENDED', 'WITHDRAWN') and own.covers_age)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`);
    this.addSql(
      `create policy "provider_reads" on "cases"."variation" for select to "cases_provider" using ((provider_id::text = current_setting('hub.organisation', true)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
  }
}
