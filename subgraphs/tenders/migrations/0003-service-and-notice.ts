import { Migration } from '@mikro-orm/migrations';

export class Migration0003ServiceAndNotice extends Migration {
  override up(): void {
    this.addSql(`alter table "tenders"."bid" drop constraint "bid_state_check"`);
    this.addSql(
      `alter table "tenders"."bid" add constraint "bid_state_check" check ("state" in ('INVITED', 'VIEWED', 'SUBMITTED', 'REJECTED_LATE', 'DECLINED', 'NO_RESPONSE', 'WITHDRAWN', 'STALE', 'STOOD_DOWN', 'UNDER_EVALUATION', 'INELIGIBLE', 'UNSUCCESSFUL', 'OFFERED', 'WON', 'REFUSED_AFTER_AWARD', 'FULFILLED'))`,
    );
    this.addSql(`drop index "tenders"."call_off_council_opens_at_id_index"`);
    // Until now every call-off was for care at home.
    this.addSql(`alter table "tenders"."call_off" add "service_type" text not null default 'DOMICILIARY'`);
    this.addSql(`alter table "tenders"."call_off" alter "service_type" drop default`);
    this.addSql(`alter table "tenders"."call_off" add "published_at" timestamptz(3)`);
    this.addSql(
      `update "tenders"."call_off" set "published_at" = coalesce((select min(stage.opens_at) from "tenders"."stage" stage where stage.call_off_id = call_off.id), "opens_at")`,
    );
    this.addSql(`alter table "tenders"."call_off" alter "published_at" set not null`);
    this.addSql(
      `create index "call_off_council_published_at_id_index" on "tenders"."call_off" ("council", "published_at", "id")`,
    );
    this.addSql(`alter table "tenders"."stage" add "notified_at" timestamptz(3)`);
    this.addSql(`update "tenders"."stage" set "notified_at" = "opens_at"`);
    this.addSql(`alter table "tenders"."stage" alter "notified_at" set not null`);
  }
}
