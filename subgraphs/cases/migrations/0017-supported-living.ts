import { Migration } from '@mikro-orm/migrations';

export class Migration0017SupportedLiving extends Migration {
  override up(): void {
    this.addSql(`drop index "cases"."package_council_needed_from_id_index"`);
    this.addSql(`alter table "cases"."package" drop constraint "package_service_type_check"`);
    this.addSql(`alter table "cases"."package" drop constraint "package_state_check"`);
    this.addSql(
      `create index "package_council_needed_from_id_index" on "cases"."package" ("council", "needed_from", "id") where state not in ('REFUSED', 'CLOSED', 'CANCELLED', 'SIGNPOSTED_DP')`,
    );
    this.addSql(
      `alter table "cases"."package" add constraint "package_service_type_check" check ("service_type" in ('DOMICILIARY', 'SUPPORTED_LIVING', 'RESIDENTIAL', 'NURSING', 'RESPITE'))`,
    );
    this.addSql(
      `alter table "cases"."package" add constraint "package_state_check" check ("state" in ('DRAFT', 'ASSESSED', 'AWAITING_PANEL', 'PANEL_AGREED', 'REFUSED', 'WITH_BROKERAGE', 'SOURCING', 'UNFILLED', 'PLACED', 'ACTIVE', 'CLOSED', 'CANCELLED', 'SIGNPOSTED_DP'))`,
    );
    this.addSql(`alter table "cases"."placement" drop constraint "placement_service_type_check"`);
    this.addSql(
      `alter table "cases"."placement" add constraint "placement_service_type_check" check ("service_type" in ('DOMICILIARY', 'SUPPORTED_LIVING', 'RESIDENTIAL', 'NURSING', 'RESPITE'))`,
    );
    this.addSql(`alter table "cases"."signpost" drop constraint "signpost_service_type_check"`);
    this.addSql(
      `alter table "cases"."signpost" add constraint "signpost_service_type_check" check ("service_type" in ('DOMICILIARY', 'SUPPORTED_LIVING', 'RESIDENTIAL', 'NURSING', 'RESPITE'))`,
    );
  }
}
