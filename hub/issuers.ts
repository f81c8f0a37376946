import { readFile } from 'node:fs/promises';
import type { JSONWebKeySet } from 'jose';
import { z } from 'zod';
import { ALGORITHMS, type Issuer, issuerOfAll, issuersByName } from '../gateway/issuers.js';
import { CLIENT_AUDIENCE, CLIENT_ISSUER } from './home.js';
import { CommandError } from './reach.js';

/** The hub itself as the issuer of everybody's tokens, for trying things out. */
export function sandboxIssuer(keys: JSONWebKeySet): Issuer {
  return issuerOfAll({ issuer: CLIENT_ISSUER, audience: CLIENT_AUDIENCE, keys });
}

const keySet = z.looseObject({ keys: z.array(z.looseObject({ kid: z.string(), kty: z.string() })).min(1) });
const names = z.union([z.literal('all'), z.array(z.string().min(1)).min(1)]);
const issuersSchema = z
  .array(
    z.strictObject({
      issuer: z.string().min(1),
      /** Where its keys are, or the set itself. */
      jwks: z.union([z.url(), keySet]),
      audience: z.string().min(1),
      algorithms: z.array(z.enum(ALGORITHMS)).min(1),
      subjectClaim: z.string().min(1).default('sub'),
      prefix: z.string().min(1),
      councils: names,
      providers: z.union([names, z.tuple([])]).default([]),
      operators: z.boolean().default(false),
    }),
  )
  .min(1);

/**
 * The identity providers that a deployment names in `ISSUERS`: a list in JSON, or the path of a file that holds it.
 *
 * @throws CommandError that names the field at fault and never repeats what was given
 */
export async function readIssuers(given: string): Promise<readonly Issuer[]> {
  const text = given.trimStart().startsWith('[') ? given : await readFile(given.trim(), 'utf8').catch(() => null);
  if (text === null) throw new CommandError('ISSUERS: is neither a list in JSON nor a file that can be read');
  const parsed = issuersSchema.safeParse(jsonIn(text));
  if (!parsed.success) throw new CommandError(parsed.error.issues.map(wordsOf).join('\n'));
  const issuers = parsed.data.map(({ jwks, ...rest }): Issuer => {
    return { ...rest, keys: typeof jwks === 'string' ? new URL(jwks) : (jwks as JSONWebKeySet) };
  });
  try {
    issuersByName(issuers);
  } catch (error) {
    throw new CommandError(`ISSUERS: ${(error as Error).message}`);
  }
  return issuers;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new CommandError('ISSUERS: is not JSON');
  }
}

/** Of a key that is not known zod repeats the name, which somebody gave. */
function wordsOf({ code, path, message }: z.core.$ZodIssue): string {
  const where = ['ISSUERS', ...path].join('.');
  return `${where}: ${code === 'unrecognized_keys' ? 'has a field that an issuer does not have' : message}`;
}
