import { ask } from './ask.js';
import type { Place } from './place.js';
import { type Postmaster, stopPostmaster } from './postmaster.js';
import { HOST } from './settings.js';
import type { Wanted } from './wanted.js';

/**
 * Uses the server that runs already, if its settings are those that are wanted. Undefined: not now, because it is still
 * coming up, going down, or had to be stopped; look again.
 */
export async function adopt(found: Postmaster, place: Place, wanted: Wanted): Promise<Postmaster | undefined> {
  const answer = await ask(wanted.urlAt(found.port));
  if (!answer) return undefined;
  if (answer.durable === wanted.durable && (!wanted.port || wanted.port === found.port)) {
    wanted.log(`PostgreSQL was still running on ${HOST}:${found.port} and is used as it is`);
    return found;
  }
  wanted.log('PostgreSQL was still running with other settings and is started again');
  await stopPostmaster(found.pid, place.dataDirectory);
  return undefined;
}
