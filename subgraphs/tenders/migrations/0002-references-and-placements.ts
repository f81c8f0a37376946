import { Migration } from '@mikro-orm/migrations';

export class Migration0002ReferencesAndPlacements extends Migration {
  override up(): void {
    this.addSql(`alter table "tenders"."award" add "placement_id" uuid null`);
    this.addSql(
      `create index "call_off_council_opens_at_id_index" on "tenders"."call_off" ("council", "opens_at", "id")`,
    );
    this.addSql(`create index "call_off_reference_index" on "tenders"."call_off" ("reference")`);
    this.addSql(`create index "stage_reference_index" on "tenders"."stage" ("reference")`);
  }
}
