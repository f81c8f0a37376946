import { Migration } from '@mikro-orm/migrations';

export class Migration0014Together extends Migration {
  override up(): void {
    this.addSql(`alter table "providers"."committed_hours" drop constraint "committed_hours_pkey"`);
    this.addSql(`alter table "providers"."committed_hours" add "placement_id" uuid null`);
    // Which placement the hours of an award were for, its event says; one from before that keeps the award's id.
    this.addSql(
      `update "providers"."committed_hours" hours set placement_id = coalesce((select (told.data->>'placementId')::uuid from platform.event told where told.type = 'CallOffAwarded' and told.subject = 'call-off/' || hours.call_off_id and told.data->>'awardId' = hours.award_id::text limit 1), hours.award_id)`,
    );
    this.addSql(`alter table "providers"."committed_hours" alter column "placement_id" set not null`);
    this.addSql(`create index "committed_hours_award_id_index" on "providers"."committed_hours" ("award_id")`);
    this.addSql(`alter table "providers"."committed_hours" add primary key ("placement_id")`);
  }
}
