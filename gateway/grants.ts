import type pg from 'pg';
import type { Role, Scope } from '../kernel/identity/caller.js';
import type { WakeUps } from '../kernel/log/wake.js';

/** What one named user or one machine credential has been granted, and for how long (IDG-06, IDG-27). */
export interface Grant {
  readonly subject: string;
  readonly role: Role;
  readonly organisation: string;
  readonly councils: readonly string[];
  readonly scopes: readonly Scope[];
  readonly validFrom: Date;
  readonly validUntil: Date | null;
  readonly revokedAt: Date | null;
}

export interface GrantReader {
  /** Every grant, live or not. */
  all(): Promise<Grant[]>;
  /** Calls `wake` whenever a grant may have changed: a hint; poll slowly beside it. Returns the way to stop. */
  onChange(wake: () => void): () => void;
}

export function grantReader(pool: pg.Pool, wakeUps: WakeUps): GrantReader {
  return {
    async all() {
      const { rows } = await pool.query<Grant>(
        `select subject, role, organisation, councils, scopes,
           valid_from as "validFrom", valid_until as "validUntil", revoked_at as "revokedAt"
         from platform.access_grant`,
      );
      return rows;
    },
    onChange: (wake) => wakeUps.on('access_grant', wake),
  };
}
