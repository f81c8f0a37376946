import { Migration } from '@mikro-orm/migrations';

export class Migration0007Histories extends Migration {
  override up(): void {
    this.addSql(
      'create index "registered_deadline_council_started_at_id_index" on "monitoring"."registered_deadline" ("council", "started_at", "id")',
    );
  }
}
