import { Migration } from '@mikro-orm/migrations';

export class Migration0022ThirdPartyShare extends Migration {
  override up(): void {
    this.addSql(`alter table "cases"."placement" add "third_party_weekly_pence" int not null default 0`);
    this.addSql(
      `update "cases"."placement" placement set "third_party_weekly_pence" = held."amount_pence" from (select distinct on ("placement_id") "placement_id", "amount_pence", "agreement"->>'status' as status from "cases"."top_up" order by "placement_id", "version" desc) held where held."placement_id" = placement."id" and held.status = 'SIGNED'`,
    );
  }
}
