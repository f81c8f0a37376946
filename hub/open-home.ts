import { rm } from 'node:fs/promises';
import { begun } from '../kernel/values/begun.js';
import type { Home } from './home.js';
import type { Lifetime } from './lifetime.js';
import { removeEmbeddedPostgres, startEmbeddedPostgres, writeOut } from './postgres/embedded-postgres.js';
import { CommandError } from './reach.js';

/**
 * A database ready for this version of the hub: the one at DATABASE_URL, or an embedded one of this home.
 *
 * A new embedded one is made and filled without crash safety, which is several times as fast, and written to the disk
 * once, before it counts as finished: a start that was cut short is found half-built by the next one, which begins again.
 *
 * @param lifetime ends the server
 * @param fill puts in the data that are missing; it runs at every start
 * @returns an administrator's URL
 */
export async function openHome(
  home: Home,
  lifetime: Lifetime,
  fill: (url: string) => Promise<void> = async () => {},
): Promise<string> {
  // While PostgreSQL is being made by processes of its own, this one loads what it needs next.
  const preparing = begun(import('./prepare.js'));
  const prepareAndFill = async (url: string) => {
    const { prepareDatabase } = await preparing;
    await prepareDatabase(url, await home.secret());
    await fill(url);
  };
  const prepare = (url: string) =>
    lifetime.begin(
      () => prepareAndFill(url),
      async () => {},
    );
  const given = process.env.DATABASE_URL;
  if (given) {
    await prepare(given);
    await home.finished();
    return given;
  }

  const isNew = !(await home.hasDatabase());
  const open = (durable: boolean) =>
    lifetime.begin(
      () => startEmbeddedPostgres({ directory: home.postgres, durable }),
      (server) => server.stop(),
    );
  // A home that was removed by hand may have left its database elsewhere, which nothing points to any more.
  if (isNew) await removeEmbeddedPostgres(home.postgres);
  if (isNew) await home.building();
  let { url } = await open(!isNew);
  await prepare(url);
  if (isNew) {
    await lifetime.begin(
      () => writeOut(home.postgres),
      async () => {},
    );
    ({ url } = await open(true));
  }
  await home.finished();
  return url;
}

/** Removes a home with its embedded database. */
export async function forget(home: Home): Promise<void> {
  if (process.env.DATABASE_URL)
    throw new CommandError('--fresh forgets the embedded database; empty the one at DATABASE_URL yourself.');
  await removeEmbeddedPostgres(home.postgres);
  await rm(home.directory, { recursive: true, force: true });
}
