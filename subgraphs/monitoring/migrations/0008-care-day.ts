import { Migration } from '@mikro-orm/migrations';

export class Migration0008CareDay extends Migration {
  override up(): void {
    this.addSql(`alter table "monitoring"."call_log" rename column "day" to "care_day"`);
    this.addSql(
      `alter index "monitoring"."call_log_placement_id_day_index" rename to "call_log_placement_id_care_day_index"`,
    );
  }
}
