import { randomBytes } from 'node:crypto';
import { access, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import { z } from 'zod';
import { CommandError } from './command-error.js';
import { readPrivately, writePrivately } from './private-file.js';

const UNWRITABLE: Readonly<Record<string, string>> = {
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'it can only be read',
  EEXIST: 'a file is in its place',
  ENOTDIR: 'a file is in its way',
  ENOSPC: 'its disk is full',
  ENOENT: 'it cannot be made there',
};

/**
 * Where a hub of one process keeps what must survive a restart: its database, its secret, the key that signs sandbox
 * tokens, and, while it runs, how to reach it. `.hub` beside package.json, or `HUB_HOME`. For this user's eyes only.
 */
export class Home {
  constructor(readonly directory: string = process.env.HUB_HOME ?? '.hub') {}

  get postgres(): string {
    return join(this.directory, 'postgres');
  }

  /** Makes the folder if it is not there. Fails, and says what to do, if it cannot be made or written. */
  async ensureWritable(): Promise<void> {
    const probe = join(this.directory, `writable-${process.pid}`);
    try {
      await mkdir(this.directory, { recursive: true });
      await writeFile(probe, '');
      await rm(probe);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      const why = UNWRITABLE[code ?? ''] ?? `${code}`;
      throw new CommandError(
        `The hub’s folder ${resolve(this.directory)} cannot be used: ${why}. Set HUB_HOME to another.`,
      );
    }
  }

  /** Whether an embedded database has been made here. */
  hasDatabase(): Promise<boolean> {
    return this.isMarked('postgres');
  }

  /** From which the passwords of database roles are derived. Made once. */
  async secret(): Promise<string> {
    return this.once('secret', async () => randomBytes(32).toString('base64url'));
  }

  /** The private key that signs clients' sandbox tokens. Made once. */
  async clientKey(): Promise<JWK> {
    const text = await this.once('client-key.json', async () => {
      const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
      return JSON.stringify({
        ...(await exportJWK(privateKey)),
        kid: `sandbox-${randomBytes(4).toString('hex')}`,
        alg: 'EdDSA',
      });
    });
    return JSON.parse(text) as JWK;
  }

  /** From here until `finished`, what is in the database is half-built: a start that finds it so begins again. */
  async building(): Promise<void> {
    await this.mark('building');
  }

  async finished(): Promise<void> {
    await rm(join(this.directory, 'building'), { force: true });
  }

  isHalfBuilt(): Promise<boolean> {
    return this.isMarked('building');
  }

  /** Remembers that something has been done here. */
  async mark(done: string): Promise<void> {
    await this.write(done, '');
  }

  isMarked(done: string): Promise<boolean> {
    return access(join(this.directory, done)).then(
      () => true,
      () => false,
    );
  }

  async announce(running: Running): Promise<void> {
    await this.write('running.json', JSON.stringify(running, null, 2));
  }

  async withdraw(): Promise<void> {
    await rm(join(this.directory, 'running.json'), { force: true });
  }

  /** How to reach the hub that runs from here, or null when none says that it does. */
  async running(): Promise<Running | null> {
    const text = await readFile(join(this.directory, 'running.json'), 'utf8').catch(() => null);
    return text === null ? null : runningSchema.parse(JSON.parse(text));
  }

  private async once(file: string, make: () => Promise<string>): Promise<string> {
    const known = await readPrivately(join(this.directory, file));
    if (known !== undefined) return known.trim();
    const made = await make();
    await this.write(file, made);
    return made;
  }

  private async write(file: string, text: string): Promise<void> {
    await writePrivately(join(this.directory, file), text);
  }
}

const runningSchema = z.object({
  pid: z.number(),
  gatewayUrl: z.string(),
  databaseUrl: z.string(),
});
export type Running = z.infer<typeof runningSchema>;

export const CLIENT_ISSUER = 'care-hub-sandbox';
export const CLIENT_AUDIENCE = 'care-hub';

/** A sandbox token of a subject that has a grant; production tokens come from the council's own identity provider. */
export async function signClientToken(
  key: JWK,
  subject: string,
  options: { expiresIn?: string; scopes?: readonly string[] } = {},
): Promise<string> {
  return new SignJWT(options.scopes ? { scope: options.scopes.join(' ') } : {})
    .setProtectedHeader({ alg: 'EdDSA', kid: key.kid!, typ: 'JWT' })
    .setIssuer(CLIENT_ISSUER)
    .setAudience(CLIENT_AUDIENCE)
    .setSubject(subject)
    .setIssuedAt()
    .setExpirationTime(options.expiresIn ?? '30d')
    .sign(await importJWK(key, 'EdDSA'));
}

/** The public half of a private key. */
export function publicHalf({ d: _private, ...jwk }: JWK): JWK {
  return jwk;
}
