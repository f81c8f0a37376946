import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import type { Algorithm, Issuer } from '../../../gateway/issuers.js';

/** An identity provider on loopback: it publishes its keys, signs tokens, rotates, and may be down. */
export interface KeyServer {
  readonly url: URL;
  readonly issuer: Issuer;
  token(subject: string, change?: TokenChange): Promise<string>;
  /** A new key in place of the old one. */
  rotate(): Promise<void>;
  /** What it answers instead of its keys, if anything. */
  answer: { status: number; body: string; headers?: Record<string, string> } | 'nothing' | undefined;
  /** How often its keys were asked for. */
  readonly asked: () => number;
  stop(): Promise<void>;
}

export interface TokenChange {
  readonly claims?: Record<string, unknown>;
  readonly header?: Record<string, unknown>;
  readonly endsAt?: Date;
  /** Signed with the key of another. */
  readonly key?: { readonly alg: string; readonly privateJwk: JWK };
}

let made = 0;

export async function aKey(alg: Algorithm) {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  made += 1;
  const kid = `key-${made}`;
  return {
    alg,
    kid,
    publicJwk: { ...(await exportJWK(publicKey)), kid, use: 'sig' } as JWK,
    privateJwk: (await exportJWK(privateKey)) as JWK,
  };
}

export async function keyServer(
  alg: Algorithm,
  about: Partial<Issuer> & Pick<Issuer, 'issuer' | 'prefix'>,
): Promise<KeyServer> {
  let key = await aKey(alg);
  let asked = 0;
  const server = createServer((_request, response) => {
    asked += 1;
    const { answer } = running;
    if (answer === 'nothing') return;
    const { status, body, headers } = answer ?? { status: 200, body: JSON.stringify({ keys: [key.publicJwk] }) };
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`);
  const issuer: Issuer = {
    keys: url,
    audience: 'hub',
    algorithms: [alg],
    subjectClaim: 'sub',
    councils: [],
    providers: [],
    operators: false,
    ...about,
  };
  const running: KeyServer = {
    url,
    issuer,
    answer: undefined,
    asked: () => asked,
    async rotate() {
      key = await aKey(alg);
    },
    async token(subject, { claims = {}, header = {}, endsAt, key: other } = {}) {
      const signing = other ?? key;
      return new SignJWT({ iss: issuer.issuer, aud: issuer.audience, sub: subject, ...claims })
        .setProtectedHeader({ alg: signing.alg, kid: key.kid, ...header })
        .setIssuedAt()
        .setExpirationTime(endsAt ?? '1h')
        .sign(await importKey(signing));
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return running;
}

async function importKey({ alg, privateJwk }: { readonly alg: string; readonly privateJwk: JWK }) {
  const { importJWK } = await import('jose');
  return importJWK(privateJwk, alg);
}
