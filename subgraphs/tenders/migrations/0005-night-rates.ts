import { Migration } from '@mikro-orm/migrations';

export class Migration0005NightRates extends Migration {
  override up(): void {
    this.addSql(
      `alter table "tenders"."award" add "night_rates_pence" jsonb not null default '{"SLEEP_IN":null,"WAKING_NIGHT":null}'`,
    );
    this.addSql(`alter table "tenders"."award" alter "night_rates_pence" drop default`);
  }
}
