import { Migration } from '@mikro-orm/migrations';

export class Migration0011CouncilsOfACredential extends Migration {
  override up(): void {
    this.addSql(`drop policy "provider_reads" on "monitoring"."active_staff"`);
    this.addSql(`drop policy "provider_reads" on "monitoring"."alert"`);
    this.addSql(`drop policy "provider_reads" on "monitoring"."alert_entry"`);
    this.addSql(`drop policy "provider_reads" on "monitoring"."approved_statement"`);
    this.addSql(`drop policy "provider_reads" on "monitoring"."call_log"`);
    this.addSql(`drop policy "provider_reads" on "monitoring"."contract_review"`);
    this.addSql(`drop policy "provider_reads" on "monitoring"."day_figures"`);
    this.addSql(`drop policy "provider_reads" on "monitoring"."declared_kpi"`);
    this.addSql(`drop policy "provider_reads" on "monitoring"."decline_spell"`);
    this.addSql(`drop policy "provider_reads" on "monitoring"."expected_placement"`);
    this.addSql(`drop policy "provider_reads" on "monitoring"."first_call"`);
    this.addSql(`drop policy "provider_reads" on "monitoring"."formal_message"`);
    this.addSql(`drop policy "provider_reads" on "monitoring"."held_report"`);
    this.addSql(`drop policy "provider_reads" on "monitoring"."invitation"`);
    this.addSql(`drop policy "provider_reads" on "monitoring"."invitation_response"`);
    this.addSql(`drop policy "provider_reads" on "monitoring"."kpi_snapshot"`);
    this.addSql(`drop policy "provider_reads" on "monitoring"."no_reply_case"`);
    this.addSql(`drop policy "provider_reads" on "monitoring"."placement_change"`);
    this.addSql(`drop policy "provider_reads" on "monitoring"."provider_standing"`);
    this.addSql(`drop policy "provider_reads" on "monitoring"."regular_team"`);
    this.addSql(`drop policy "provider_reads" on "monitoring"."spot_check"`);
    this.addSql(`drop policy "provider_reads" on "monitoring"."visit"`);
    this.addSql(`drop policy "provider_reads" on "monitoring"."visit_entry"`);
    this.addSql(
      `create policy "provider_reads" on "monitoring"."active_staff" for select to "monitoring_provider" using ((provider_id::text = current_setting('hub.organisation', true)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "provider_reads" on "monitoring"."alert" for select to "monitoring_provider" using ((provider_id::text = current_setting('hub.organisation', true)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "provider_reads" on "monitoring"."alert_entry" for select to "monitoring_provider" using ((provider_id::text = current_setting('hub.organisation', true)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "provider_reads" on "monitoring"."approved_statement" for select to "monitoring_provider" using ((provider_id::text = current_setting('hub.organisation', true)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "provider_reads" on "monitoring"."call_log" for select to "monitoring_provider" using ((provider_id::text = current_setting('hub.organisation', true)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "provider_reads" on "monitoring"."contract_review" for select to "monitoring_provider" using ((provider_id::text = current_setting('hub.organisation', true)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "provider_reads" on "monitoring"."day_figures" for select to "monitoring_provider" using ((provider_id::text = current_setting('hub.organisation', true)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "provider_reads" on "monitoring"."declared_kpi" for select to "monitoring_provider" using ((provider_id::text = current_setting('hub.organisation', true)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "provider_reads" on "monitoring"."decline_spell" for select to "monitoring_provider" using ((provider_id::text = current_setting('hub.organisation', true)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "provider_reads" on "monitoring"."expected_placement" for select to "monitoring_provider" using ((provider_id::text = current_setting('hub.organisation', true)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "provider_reads" on "monitoring"."first_call" for select to "monitoring_provider" using ((provider_id::text = current_setting('hub.organisation', true)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "provider_reads" on "monitoring"."formal_message" for select to "monitoring_provider" using ((provider_id::text = current_setting('hub.organisation', true)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "provider_reads" on "monitoring"."held_report" for select to "monitoring_provider" using ((provider_id::text = current_setting('hub.organisation', true)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "provider_reads" on "monitoring"."invitation" for select to "monitoring_provider" using ((provider_id::text = current_setting('hub.organisation', true)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "provider_reads" on "monitoring"."invitation_response" for select to "monitoring_provider" using ((provider_id::text = current_setting('hub.organisation', true)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "provider_reads" on "monitoring"."kpi_snapshot" for select to "monitoring_provider" using ((provider_id::text = current_setting('hub.organisation', true)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "provider_reads" on "monitoring"."no_reply_case" for select to "monitoring_provider" using ((provider_id::text = current_setting('hub.organisation', true)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "provider_reads" on "monitoring"."placement_change" for select to "monitoring_provider" using ((provider_id::text = current_setting('hub.organisation', true)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "provider_reads" on "monitoring"."provider_standing" for select to "monitoring_provider" using ((provider_id::text = current_setting('hub.organisation', true)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "provider_reads" on "monitoring"."regular_team" for select to "monitoring_provider" using ((provider_id::text = current_setting('hub.organisation', true)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "provider_reads" on "monitoring"."spot_check" for select to "monitoring_provider" using ((provider_id::text = current_setting('hub.organisation', true)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "provider_reads" on "monitoring"."visit" for select to "monitoring_provider" using ((provider_id::text = current_setting('hub.organisation', true)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
    this.addSql(
      `create policy "provider_reads" on "monitoring"."visit_entry" for select to "monitoring_provider" using ((provider_id::text = current_setting('hub.organisation', true)) and council = any(string_to_array(current_setting('hub.councils', true), ',')))`,
    );
  }
}
