import { ROLES, type Role, SCOPES, type Scope } from '../kernel/identity/caller.js';
import { causeOf, type Logger } from '../kernel/values/logging.js';
import type { Grant, GrantReader } from './grants.js';

/** For a change of which word was lost; the table of a country's providers takes a tenth of a second to read. */
const RELOAD_EVERY_MS = 30_000;

/** The grants as of now, kept in memory: looking one up costs nothing, and a change arrives within a second. */
export async function liveGrants(reader: GrantReader, log: Logger) {
  let bySubject: ReadonlyMap<string, Grant> = new Map();
  /** Counts the changes of any of them. */
  let version = 0;
  let told = false;
  let busy = false;

  async function load(): Promise<void> {
    const read = new Map((await reader.all()).filter(isForClients).map((each) => [each.subject, each]));
    if (read.size === bySubject.size && [...read].every(([subject, grant]) => isSame(grant, bySubject.get(subject))))
      return;
    bySubject = read;
    version += 1;
  }
  /** A change told while a load is under way is covered by one more load. */
  async function reload(): Promise<void> {
    told = true;
    if (busy) return;
    busy = true;
    while (told) {
      told = false;
      try {
        await load();
      } catch (error) {
        log.warn(causeOf(error), 'grants could not be read');
      }
    }
    busy = false;
  }
  await load();
  const unsubscribe = reader.onChange(reload);
  const poll = setInterval(reload, RELOAD_EVERY_MS).unref();
  // For what was told between the first load and now.
  await reload();
  return {
    of: (subject: string) => bySubject.get(subject),
    version: () => version,
    stop() {
      unsubscribe();
      clearInterval(poll);
    },
  };
}

export function isLive(grant: Grant, at: Date): boolean {
  return (
    grant.validFrom <= at &&
    !(grant.validUntil && grant.validUntil <= at) &&
    !(grant.revokedAt && grant.revokedAt <= at)
  );
}

/** Whether a session of one grant is as good as one of the other. */
export function saysTheSame(one: Grant, other: Grant): boolean {
  const said = ({ role, organisation, councils, scopes }: Grant) =>
    JSON.stringify([role, organisation, councils, scopes]);
  return said(one) === said(other);
}

/** Whether they are the same in every word and time. */
function isSame(one: Grant, other: Grant | undefined): boolean {
  const times = ({ validFrom, validUntil, revokedAt }: Grant) =>
    `${validFrom.getTime()} ${validUntil?.getTime()} ${revokedAt?.getTime()}`;
  return other !== undefined && times(one) === times(other) && saysTheSame(one, other);
}

/** No client is the hub itself, whatever a row says, and an unknown word grants nothing. */
function isForClients({ role, scopes }: Grant): boolean {
  return role !== 'hub' && ROLES.includes(role as Role) && scopes.every((each) => SCOPES.includes(each as Scope));
}
