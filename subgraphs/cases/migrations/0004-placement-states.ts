import { Migration } from '@mikro-orm/migrations';

export class Migration0004PlacementStates extends Migration {
  override up(): void {
    this.addSql(`alter table "cases"."placement" drop constraint "placement_state_check"`);
    this.addSql(
      `alter table "cases"."placement" add constraint "placement_state_check" check ("state" in ('PROPOSED', 'DOCS_SENT', 'ASSESSING', 'CONFIRMED', 'ON_LAS', 'IPO_ISSUED', 'ACTIVE', 'ENDED', 'WITHDRAWN'))`,
    );
  }
}
