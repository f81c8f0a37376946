import { Migration } from '@mikro-orm/migrations';

export class Migration0013LongListsTold extends Migration {
  override up(): void {
    this.addSql(`alter table "providers"."long_list_keys" drop constraint "long_list_keys_service_types_check"`);
    this.addSql(
      `alter table "providers"."long_list_keys" add constraint "long_list_keys_service_types_check" check ("service_types" <@ array['DOMICILIARY'::text, 'SUPPORTED_LIVING'::text, 'RESIDENTIAL'::text, 'NURSING'::text, 'RESPITE'::text])`,
    );
    // Standings that were told before they carried categories, keys and the day of the rating are told anew.
    this.addSql(`alter table "providers"."membership" no force row level security`);
    this.addSql(
      `insert into "providers"."deadline" ("rule", "subject", "council", "started_at", "due_at", "data")
       select 'PROV-14', 'provider/' || "provider_id", min("council"), platform.now(), platform.now(),
         jsonb_build_object('providerId', "provider_id")
       from "providers"."membership" group by "provider_id"`,
    );
    this.addSql(`alter table "providers"."membership" force row level security`);
  }
}
