import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JWK } from 'jose';
import { writeEnvironments } from '../../hub/environments.js';
import { readIssuers } from '../../hub/issuers.js';
import { serveGateway } from '../../hub/serve.js';
import { aKey } from '../gateway/identity/key-server.js';

const DATABASE_URL = 'postgres://postgres:x@postgres:5432/hub';
const ISSUERS = '/run/secrets/issuers.json';

let folder: string;
const given = { HUB_HOME: process.env.HUB_HOME, DATABASE_URL: process.env.DATABASE_URL };
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hub-environments-'));
  process.env.HUB_HOME = join(folder, 'home');
  process.env.DATABASE_URL = DATABASE_URL;
});
afterEach(async () => {
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  await rm(folder, { recursive: true, force: true });
});

const secrets = () => join(folder, 'secrets');
const fileOf = (service: string) => join(secrets(), `${service}.env`);
const textOf = (service: string) => readFile(fileOf(service), 'utf8');
async function lineOf(service: string, name: string): Promise<string | undefined> {
  const lines = (await textOf(service)).split('\n').filter((line) => line.startsWith(`${name}=`));
  expect(lines.length).toBeLessThanOrEqual(1);
  return lines[0]?.slice(name.length + 1);
}
const keyOf = async (service: string) => JSON.parse((await lineOf(service, 'SIGNING_KEY'))!) as JWK;
const trustedBy = async (service: string) =>
  (JSON.parse((await lineOf(service, 'TRUSTED_KEYS'))!) as JWK[]).map(({ kid }) => kid).sort();

describe('hub environments', () => {
  it('IDG-06: lets no sandbox token in unless that is asked for by name', async () => {
    const { advice } = await writeEnvironments(secrets());
    expect(await textOf('gateway')).not.toMatch(/^(SANDBOX_KEYS|CLIENT_|ISSUERS)/m);
    expect(advice).toContain('ISSUERS');
    expect((await writeEnvironments(secrets(), { sandboxTokens: true })).advice).toBeUndefined();
    const { keys } = JSON.parse((await lineOf('gateway', 'SANDBOX_KEYS'))!) as { keys: JWK[] };
    expect(keys).toHaveLength(1);
    expect(keys[0]).not.toHaveProperty('d');
  });

  it('IDG-06: written again, it keeps every line that was there, and every key', async () => {
    await writeEnvironments(secrets());
    const edited = `${await textOf('gateway')}# ours\nISSUERS=${ISSUERS}\nHUB_WAKE=nats://wake:4222\n`.replace(
      'PORT=4000',
      'PORT=4100',
    );
    await writeFile(fileOf('gateway'), edited);
    const before = new Map(
      await Promise.all(
        (await readdir(secrets())).map(async (file) => [file, await readFile(join(secrets(), file), 'utf8')] as const),
      ),
    );
    delete process.env.DATABASE_URL;
    expect((await writeEnvironments(secrets())).advice).toBeUndefined();
    for (const [file, text] of before) expect(await readFile(join(secrets(), file), 'utf8')).toBe(text);
    expect((await readdir(secrets())).sort()).toEqual([...before.keys()].sort());
  });

  it('IDG-06: a service whose file is gone comes back with a key of its own, which the others then know', async () => {
    await writeEnvironments(secrets());
    const gateway = await keyOf('gateway');
    const lost = await keyOf('tenders');
    const password = await lineOf('tenders', 'DATABASE_URL');
    await rm(fileOf('tenders'));
    // Another folder's home would have another secret; the deployment's own counts.
    process.env.HUB_HOME = join(folder, 'another');
    await writeEnvironments(secrets());
    expect(await keyOf('gateway')).toEqual(gateway);
    const anew = await keyOf('tenders');
    expect(anew.kid).not.toBe(lost.kid);
    for (const service of ['cases', 'providers', 'tenders', 'monitoring']) {
      expect(await trustedBy(service)).toContain(anew.kid);
      expect(await trustedBy(service)).not.toContain(lost.kid);
      expect(await trustedBy(service)).toHaveLength(5);
    }
    expect(await lineOf('tenders', 'DATABASE_URL')).toBe(password);
  });

  it('IDG-06: rotated, every service has a new key, and nothing else is new', async () => {
    await writeEnvironments(secrets());
    const before = await keyOf('cases');
    const address = await lineOf('cases', 'DATABASE_URL');
    await writeEnvironments(secrets(), { rotate: true });
    expect((await keyOf('cases')).kid).not.toBe(before.kid);
    expect(await trustedBy('gateway').catch(() => [])).toEqual([]);
    expect(await trustedBy('tenders')).not.toContain(before.kid);
    expect(await lineOf('cases', 'DATABASE_URL')).toBe(address);
  });

  it('IDG-06: refuses sandbox tokens beside real issuers, another database, and a key that is none, and changes nothing', async () => {
    await writeEnvironments(secrets());
    await writeFile(fileOf('gateway'), `${await textOf('gateway')}ISSUERS=${ISSUERS}\n`);
    const before = await textOf('gateway');
    await expect(writeEnvironments(secrets(), { sandboxTokens: true })).rejects.toThrow('ISSUERS');
    process.env.DATABASE_URL = 'postgres://postgres:x@elsewhere:5432/hub';
    await expect(writeEnvironments(secrets())).rejects.toThrow('DATABASE_URL is another');
    process.env.DATABASE_URL = DATABASE_URL;
    await writeFile(fileOf('cases'), (await textOf('cases')).replace(/^SIGNING_KEY=.*$/m, 'SIGNING_KEY={}'));
    await expect(writeEnvironments(secrets())).rejects.toThrow('SIGNING_KEY');
    expect(await textOf('gateway')).toBe(before);
  });

  it('IDG-06: is for its user’s eyes alone, whatever was there before, and leaves nothing half-written', async () => {
    await writeEnvironments(secrets());
    await chmod(fileOf('gateway'), 0o644);
    await writeEnvironments(secrets());
    for (const file of await readdir(secrets())) {
      expect(file).toMatch(/^(cases|providers|tenders|monitoring|gateway|prepare)\.env$/);
      expect((await stat(join(secrets(), file))).mode & 0o777).toBe(0o600);
    }
  });

  it('IDG-06: follows no link', async () => {
    const elsewhere = join(folder, 'elsewhere');
    await writeFile(elsewhere, 'untouched');
    await mkdir(secrets());
    await symlink(elsewhere, fileOf('gateway'));
    await expect(writeEnvironments(secrets())).rejects.toThrow('is a link');
    expect(await readFile(elsewhere, 'utf8')).toBe('untouched');
    expect((await lstat(fileOf('gateway'))).isSymbolicLink()).toBe(true);
    const linked = join(folder, 'linked');
    await symlink(secrets(), linked);
    await expect(writeEnvironments(linked)).rejects.toThrow('is a link');
  });
});

describe('a gateway that is told whom to believe', () => {
  const gateway = async (change: Record<string, string>) => {
    await writeEnvironments(secrets(), { sandboxTokens: 'SANDBOX_KEYS' in change });
    const lines = (await textOf('gateway')).trimEnd().split('\n');
    return serveGateway({ ...Object.fromEntries(lines.map((line) => line.split(/=(.*)/s).slice(0, 2))), ...change });
  };
  const message = (starting: Promise<unknown>) =>
    starting.then(
      () => 'it started',
      (error: Error) => error.message,
    );

  it('IDG-06: refuses to start with the sandbox’s key beside real issuers, in one line', async () => {
    const keys = JSON.stringify({ keys: [(await aKey('EdDSA')).publicJwk] });
    expect(await message(gateway({ SANDBOX_KEYS: keys, ISSUERS }))).toBe(
      'SANDBOX_KEYS: are for trying things out, and ISSUERS for real people: set one of the two',
    );
  });

  it('IDG-06: refuses to start with neither', async () => {
    expect(await message(gateway({}))).toBe(
      'ISSUERS: is missing: name the identity providers whose tokens are believed',
    );
    expect(await message(gateway({ ISSUERS: ' ' }))).toContain('ISSUERS: is missing');
  });

  const one = {
    issuer: 'https://login.bromley.example/tenant',
    jwks: 'https://login.bromley.example/keys',
    audience: 'care-hub',
    algorithms: ['RS256'],
    prefix: 'bromley',
    councils: ['bromley'],
  };

  it('IDG-06: reads them from JSON or from a file, by URL or with their keys', async () => {
    const { publicJwk } = await aKey('ES256');
    const other = { ...one, issuer: 'https://other.example', prefix: 'other', jwks: { keys: [publicJwk] } };
    const listed = JSON.stringify([one, { ...other, providers: 'all', subjectClaim: 'oid' }]);
    await writeFile(join(folder, 'issuers.json'), listed);
    for (const text of [listed, join(folder, 'issuers.json')]) {
      const [first, second] = await readIssuers(text);
      expect(first).toMatchObject({ prefix: 'bromley', subjectClaim: 'sub', providers: [], operators: false });
      expect(first!.keys).toEqual(new URL(one.jwks));
      expect(second).toMatchObject({ providers: 'all', subjectClaim: 'oid', keys: { keys: [publicJwk] } });
    }
  });

  it.each<[string, unknown, string]>([
    ['no file', '/nowhere/secret-name', 'ISSUERS: is neither'],
    ['no JSON', '[secret', 'ISSUERS: is not JSON'],
    ['none', [], 'ISSUERS: '],
    ['an algorithm of shared secrets', [{ ...one, algorithms: ['HS256'] }], 'ISSUERS.0.algorithms.0'],
    ['no councils', [{ ...one, councils: undefined }], 'ISSUERS.0.councils'],
    ['a field that it does not know', [{ ...one, secret: 'secret' }], 'ISSUERS.0: has a field'],
    ['keys over plain HTTP', [{ ...one, jwks: 'http://secret.example/keys' }], 'ISSUERS: keys are fetched over https'],
    ['one issuer twice', [one, { ...one, prefix: 'secret' }], 'ISSUERS: two issuers have the same issuer'],
  ])('IDG-06: refuses %s by the name of the field, and repeats no value', async (_, issuers, said) => {
    const text = typeof issuers === 'string' ? issuers : JSON.stringify(issuers);
    const refused = await message(readIssuers(text));
    expect(refused).toContain(said);
    expect(refused).not.toContain('secret');
  });
});
