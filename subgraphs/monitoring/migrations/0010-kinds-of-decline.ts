import { Migration } from '@mikro-orm/migrations';

export class Migration0010KindsOfDecline extends Migration {
  override up(): void {
    // Until now only what a council arranges was placed.
    this.addSql(`alter table "monitoring"."expected_placement" add "funding" text not null default 'COUNCIL_ARRANGED'`);
    this.addSql(`alter table "monitoring"."invitation_response" add "kind" text null`);
    this.addSql(
      `update "monitoring"."invitation_response" set "kind" = case when "reason_code" = 'CAPACITY' then 'CAPACITY' else 'UNSUITABLE' end where "reason_code" is not null`,
    );
    this.addSql(`alter table "monitoring"."provider_standing" drop column "registered", drop column "overall"`);
  }
}
