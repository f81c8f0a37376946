import { Migration } from '@mikro-orm/migrations';

export class Migration0006References extends Migration {
  override up(): void {
    this.addSql(`alter table "cases"."disclosure" drop constraint "disclosure_ground_check"`);
    this.addSql(
      `alter table "cases"."disclosure" add constraint "disclosure_ground_check" check ("ground" in ('AWARDED', 'ACTIVE', 'COUNCIL'))`,
    );
    this.addSql(
      `create index "package_council_needed_from_id_index" on "cases"."package" ("council", "needed_from", "id") where state not in ('REFUSED', 'CLOSED', 'CANCELLED')`,
    );
    this.addSql(`create index "package_reference_index" on "cases"."package" ("reference")`);
    this.addSql(`create index "placement_reference_index" on "cases"."placement" ("reference")`);
  }
}
