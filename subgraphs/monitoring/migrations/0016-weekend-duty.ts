import { Migration } from '@mikro-orm/migrations';

export class Migration0016WeekendDuty extends Migration {
  override up(): void {
    this.addSql(
      `alter table "monitoring"."invitation_response" add "weekend_duty_missed" boolean not null default false`,
    );
  }
}
