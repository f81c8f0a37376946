import { rm } from 'node:fs/promises';
import { begun } from '../kernel/values/begun.js';
import type { Home } from './home.js';
import { startEmbeddedPostgres, stopEmbeddedPostgres, writeOut } from './postgres/embedded-postgres.js';
import { CommandError } from './reach.js';

export interface OpenDatabase {
  /** An administrator's URL. */
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * A database ready for this version of the hub: the one at DATABASE_URL, or an embedded one of this home.
 *
 * A new embedded one is made and filled without crash safety, which is several times as fast, and written to the disk
 * once, before it counts as finished: a start that was cut short is found half-built by the next one, which begins again.
 *
 * @param fill puts in the data that are missing; it runs at every start
 */
export async function openHome(
  home: Home,
  fill: (url: string) => Promise<void> = async () => {},
): Promise<OpenDatabase> {
  // While PostgreSQL is being made by processes of its own, this one loads what it needs next.
  const preparing = begun(import('./prepare.js'));
  const prepare = async (url: string) => {
    const { prepareDatabase } = await preparing;
    await prepareDatabase(url, await home.secret());
    await fill(url);
  };
  const given = process.env.DATABASE_URL;
  if (given) {
    await prepare(given);
    await home.finished();
    return { url: given, stop: async () => {} };
  }

  const isNew = !(await home.hasDatabase());
  if (isNew) await home.building();
  let server = await startEmbeddedPostgres({ directory: home.postgres, durable: !isNew });
  try {
    await prepare(server.url);
    if (isNew) {
      await writeOut(home.postgres);
      server = await startEmbeddedPostgres({ directory: home.postgres });
    }
    await home.finished();
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { url: server.url, stop: () => server.stop() };
}

/** Removes a home with its embedded database. */
export async function forget(home: Home): Promise<void> {
  if (process.env.DATABASE_URL)
    throw new CommandError('--fresh forgets the embedded database; empty the one at DATABASE_URL yourself.');
  await stopEmbeddedPostgres(home.postgres);
  await rm(home.directory, { recursive: true, force: true });
}
