import { Migration } from '@mikro-orm/migrations';

export class Migration0012NightRates extends Migration {
  override up(): void {
    this.addSql(
      `alter table "cases"."placement" add "night_rates_pence" jsonb not null default '{"SLEEP_IN":null,"WAKING_NIGHT":null}'`,
    );
    this.addSql(`alter table "cases"."placement" alter "night_rates_pence" drop default`);
  }
}
