import { Migration } from '@mikro-orm/migrations';

export class Migration0009PersonByNhsNumber extends Migration {
  override up(): void {
    this.addSql(`create index "person_council_nhs_number_index" on "cases"."person" ("council", "nhs_number")`);
  }
}
