import { Migration } from '@mikro-orm/migrations';

export class Migration0006KeptAsFrozen extends Migration {
  override up(): void {
    const acting = '"monitoring_command", "monitoring_system"';
    this.addSql(`revoke update, delete on "monitoring"."approved_statement" from ${acting}`);
    this.addSql(`revoke update, delete on "monitoring"."kpi_snapshot" from ${acting}`);
    // A quarter opened again says so; the figures stay as they were frozen.
    this.addSql(
      `grant update ("reopened_at", "reopened_by", "reopen_reason") on "monitoring"."kpi_snapshot" to ${acting}`,
    );
  }
}
