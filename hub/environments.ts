import { join } from 'node:path';
import type { JWK } from 'jose';
import { type Environment, environmentsOf, SERVICES } from './apart.js';
import { CommandError } from './command-error.js';
import { Home, publicHalf } from './home.js';
import { readPrivately, refuseLink, writePrivately } from './private-file.js';

const PORT = 4000;

/** A file of a service as it is: its lines in order, and what they set. */
interface Kept {
  readonly lines: readonly string[];
  readonly values: ReadonlyMap<string, string>;
}

/** What follows from the keys of all services, so that a line of it is never kept. */
const WORKED_OUT = ['SIGNING_KEY', 'TRUSTED_KEYS'];

/**
 * `hub environments`: a file of variables for each service of a deployment, whose services find each other by name, as
 * docker-compose has it. Written again, each line that is there stays as it is: addresses, issuers, a broker, comments,
 * and above all the keys that running services sign with; what is missing is added.
 *
 * @param rotate gives every service a new key: all of them must be started anew
 * @param sandboxTokens lets the tokens of this folder's sandbox in, which no deployment with real people does
 * @returns the names of the files, and what is still to be said in them
 */
export async function writeEnvironments(
  folder: string,
  { rotate = false, sandboxTokens = false }: { readonly rotate?: boolean; readonly sandboxTokens?: boolean } = {},
): Promise<{ readonly files: readonly string[]; readonly advice?: string }> {
  const home = new Home();
  await refuseLink(folder);
  const fileOf = (service: string) => join(folder, `${service}.env`);
  const kept = new Map<string, Kept>();
  for (const service of [...SERVICES, 'prepare']) kept.set(service, linesIn(await readPrivately(fileOf(service))));
  const valueIn = (service: string, name: string) => kept.get(service)!.values.get(name) || undefined;

  if (valueIn('gateway', 'ISSUERS') && (sandboxTokens || valueIn('gateway', 'SANDBOX_KEYS'))) {
    throw new CommandError(
      `${fileOf('gateway')} names ISSUERS: with real identity providers the sandbox’s tokens are not let in.`,
    );
  }
  const databaseUrl = databaseUrlOf(valueIn('prepare', 'DATABASE_URL'), fileOf('prepare'));
  const secret = valueIn('prepare', 'HUB_SECRET') ?? (await home.secret());
  const environments = await environmentsOf({
    databaseUrl,
    secret,
    addresses: Object.fromEntries(
      SERVICES.map((service) => [service, { host: '0.0.0.0', port: PORT, url: `http://${service}:${PORT}` }]),
    ),
    signingKeys: rotate ? {} : signingKeysIn(valueIn, fileOf),
    sandboxKeys: sandboxTokens ? [publicHalf(await home.clientKey())] : undefined,
  });
  const all = {
    ...environments,
    prepare: { DATABASE_URL: databaseUrl, HUB_SECRET: secret },
  };
  for (const [service, environment] of Object.entries(all)) {
    await writePrivately(fileOf(service), textOf(kept.get(service)!, environment));
  }
  const files = Object.keys(all).map(fileOf);
  if (sandboxTokens || valueIn('gateway', 'ISSUERS') || valueIn('gateway', 'SANDBOX_KEYS')) return { files };
  return { files, advice: `Name the identity providers in ${fileOf('gateway')}, as ISSUERS: see the README.` };
}

function linesIn(text: string | undefined): Kept {
  const lines = (text ?? '').split('\n');
  if (lines.at(-1) === '') lines.pop();
  const values = new Map(lines.flatMap((line) => (isSetting(line) ? [settingIn(line)] : [])));
  return { lines, values };
}

function isSetting(line: string): boolean {
  return /^\s*[A-Za-z_]\w*=/.test(line);
}

function settingIn(line: string): [string, string] {
  const at = line.indexOf('=');
  return [line.slice(0, at).trim(), line.slice(at + 1).trim()];
}

/** What was there, with what was worked out anew in its place, and then what was missing. */
function textOf({ lines, values }: Kept, environment: Environment): string {
  const lineOf = (name: string) => `${name}=${environment[name]}`;
  const updated = lines.map((line) => {
    const name = isSetting(line) ? settingIn(line)[0] : undefined;
    return name !== undefined && WORKED_OUT.includes(name) && environment[name] !== undefined ? lineOf(name) : line;
  });
  const missing = Object.keys(environment).filter((name) => !values.has(name));
  return `${[...updated, ...missing.map(lineOf)].join('\n')}\n`;
}

function databaseUrlOf(kept: string | undefined, file: string): string {
  const given = process.env.DATABASE_URL;
  if (kept !== undefined && given && given !== kept) {
    throw new CommandError(`DATABASE_URL is another than that of ${file}: change it there and in the other files.`);
  }
  const url = kept ?? given;
  if (!url) {
    throw new CommandError(
      'DATABASE_URL is missing: the administrator’s URL of the database, as the services will reach it.',
    );
  }
  return url;
}

/** @throws CommandError for a key that cannot be read: a new one in its place would not be believed */
function signingKeysIn(
  valueIn: (service: string, name: string) => string | undefined,
  fileOf: (service: string) => string,
): Readonly<Record<string, JWK>> {
  const keys: Record<string, JWK> = {};
  for (const service of SERVICES) {
    const text = valueIn(service, 'SIGNING_KEY');
    if (text === undefined) continue;
    const key = keyIn(text);
    if (!key?.kid?.startsWith(`${service}.`) || key.d === undefined) {
      throw new CommandError(`SIGNING_KEY in ${fileOf(service)} is no key of ${service}: mend it, or use --rotate.`);
    }
    keys[service] = key;
  }
  return keys;
}

function keyIn(text: string): JWK | undefined {
  try {
    return JSON.parse(text) as JWK;
  } catch {
    return undefined;
  }
}
