import { createLocalJWKSet, type JSONWebKeySet, type JWK, type JWTVerifyGetKey } from 'jose';
import { causeOf, type Logger } from '../kernel/values/logging.js';

/** The keys of an issuer cannot be had now, and none are known: its tokens can be neither believed nor refused. */
export class KeysUnreachableError extends Error {}

export interface IssuerKeys {
  readonly keyOf: JWTVerifyGetKey;
}

const WITHIN_MS = 5000;
const LARGEST_BYTES = 256 * 1024;
const MOST_KEYS = 100;
/** Not asked for more often, whatever keys tokens name. */
export const COOLDOWN_MS = 30_000;
/** Asked for anew after so long, so that a withdrawn key is no longer believed. */
const FRESH_MS = 600_000;
/** So long the known keys are believed while the issuer cannot be reached. */
const KEPT_MS = 24 * 3600_000;

/** Keys that were given, or that an issuer publishes. */
export function issuerKeys(keys: JSONWebKeySet | URL, log: Logger, now: () => Date): IssuerKeys {
  if (keys instanceof URL) return publishedKeys(keys, log, now);
  const known = createLocalJWKSet({ keys: usableKeys(keys) });
  return { keyOf: async (header, token) => known(named(header), token) };
}

/**
 * Keys at a URL: fetched when the first token comes, when they are old, and when a token names one that is not known,
 * which is how an issuer rotates them. What is known serves on while the issuer is down.
 */
function publishedKeys(url: URL, log: Logger, now: () => Date): IssuerKeys {
  let known: { readonly keys: ReturnType<typeof createLocalJWKSet>; readonly at: number } | undefined;
  let triedAt = Number.NEGATIVE_INFINITY;
  let fetching: Promise<void> | undefined;

  async function load(): Promise<void> {
    triedAt = now().getTime();
    try {
      const fetched = createLocalJWKSet({ keys: usableKeys(await fetchKeys(url)) });
      known = { keys: fetched, at: now().getTime() };
    } catch (error) {
      log.warn({ issuerKeys: url.origin, ...causeOf(error) }, 'keys of an issuer could not be fetched');
    }
  }
  async function fetchUnlessJustTried(): Promise<void> {
    if (!fetching && now().getTime() - triedAt < COOLDOWN_MS) return;
    fetching ??= load().finally(() => {
      fetching = undefined;
    });
    await fetching;
  }

  return {
    async keyOf(header, token) {
      const asked = named(header);
      const age = known ? now().getTime() - known.at : Number.POSITIVE_INFINITY;
      if (age >= FRESH_MS) await fetchUnlessJustTried();
      if (!known || now().getTime() - known.at >= KEPT_MS) throw new KeysUnreachableError('no keys are known');
      try {
        return await known.keys(asked, token);
      } catch (error) {
        const before = known;
        await fetchUnlessJustTried();
        if (known === before) throw error;
        return known.keys(asked, token);
      }
    },
  };
}

/** Keys are found by their names alone, so a token without one could be tried with any. */
function named<Header extends { readonly kid?: string }>(header: Header): Header {
  if (!header.kid) throw new Error('a token names its key');
  return header;
}

/** Public signing keys with names; anything else that a set may hold is passed over. @throws when none is left */
export function usableKeys({ keys }: JSONWebKeySet): JWK[] {
  const usable = (Array.isArray(keys) ? keys : []).filter(
    (each) =>
      typeof each?.kid === 'string' &&
      ['RSA', 'EC', 'OKP'].includes(each.kty as string) &&
      each.d === undefined &&
      (each.use === undefined || each.use === 'sig'),
  );
  if (usable.length === 0 || usable.length > MOST_KEYS)
    throw new Error('a set of keys has some public ones with names');
  return usable;
}

async function fetchKeys(url: URL): Promise<JSONWebKeySet> {
  const response = await fetch(url, {
    // Where the keys are is for the operator to say, not for whoever answers there.
    redirect: 'error',
    headers: { accept: 'application/jwk-set+json, application/json' },
    signal: AbortSignal.timeout(WITHIN_MS),
  });
  if (response.status !== 200 || !response.body) {
    await response.body?.cancel();
    throw new Error(`the issuer answered ${response.status}`);
  }
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body) {
    bytes += chunk.length;
    // Leaving the loop cancels what is still to come.
    if (bytes > LARGEST_BYTES) throw new Error('the answer is too large');
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as JSONWebKeySet;
}
