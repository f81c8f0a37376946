import { z } from 'zod';
import { inputLimitRefusals } from '../../../../kernel/values/input-limits.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import { type Policy, policySchema } from '../../../../schema/policy.js';

/** One thing that a council may set, by its key in the policy document: `window.patchMinutes`. */
export interface PolicyKey {
  readonly key: string;
  /** What it is for, in a sentence. */
  readonly means: string;
  /** What it may be set to, in words. */
  readonly takes: string;
}

/** The schema of a part of the document, as far as its words are made from it. */
interface Part {
  readonly title?: string;
  readonly description?: string;
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly items?: Part;
  readonly anyOf?: readonly Part[];
  readonly properties?: Readonly<Record<string, Part>>;
  readonly additionalProperties?: Part | false;
}

const DOCUMENT = z.toJSONSchema(policySchema, { io: 'input' }) as Part;

/** All that a council may set, in the order of the document. */
export const POLICY_KEYS: readonly PolicyKey[] = keysIn(DOCUMENT, '');

function keysIn(part: Part, key: string): readonly PolicyKey[] {
  if (part.description) return [{ key, means: part.description, takes: inWords(part) }];
  return Object.entries(part.properties ?? {}).flatMap(([name, inner]) => keysIn(inner, key ? `${key}.${name}` : name));
}

/**
 * Refuses what is no policy document, each fault by the key that it is at and with what that key takes. A document may
 * leave out any key, which then takes its default. No message repeats what was given; a name that the council chose
 * itself, such as the code of a patch, ends the path before it. [IDG-26]
 *
 * @param field path of the document in the input
 */
export function policyDocumentRefusals(document: unknown, field: string): readonly Refusal[] {
  const { error } = policySchema.safeParse(document);
  if (!error) {
    return inputLimitRefusals(document).map((refusal) => ({
      ...refusal,
      field: partAt(refusal.field?.split('.') ?? [], field)[1],
    }));
  }
  return error.issues.map((issue) => {
    const [part, at] = partAt(issue.path, field);
    return issue.code === 'unrecognized_keys'
      ? refuse(
          'IDG-26',
          'POLICY_KEY_UNKNOWN',
          `Something here has a name that is no key. This takes ${inWords(part)}.`,
          at,
        )
      : refuse('IDG-26', 'POLICY_VALUE_INVALID', `This takes ${inWords(part)}.`, at);
  });
}

/** The part that a path leads to, as far as its names are the document's own, and that path in words. */
function partAt(path: readonly PropertyKey[], field: string): readonly [Part, string] {
  let part = DOCUMENT;
  let at = field;
  for (const step of path) {
    const whole = part.anyOf?.find(({ type }) => type !== 'null') ?? part;
    const inner = typeof step === 'number' ? whole.items : whole.properties?.[String(step)];
    if (!inner) break;
    part = inner;
    at += typeof step === 'number' ? `[${step}]` : `.${String(step)}`;
  }
  return [part, at];
}

/** What a part takes, in words: `a whole number above 0`. */
function inWords(part: Part): string {
  if (part.title) return part.title;
  if (part.anyOf) return part.anyOf.map(inWords).join(', or ');
  if (part.enum) return `one of ${part.enum.join(', ')}`;
  if (part.format === 'date') return 'a date, YYYY-MM-DD';
  switch (part.type) {
    case 'null':
      return 'null';
    case 'boolean':
      return 'true or false';
    case 'integer':
    case 'number':
      return `${part.type === 'integer' ? 'a whole number' : 'a number'}${bounds(part)}`;
    case 'array':
      return `a list, each of it ${inWords(part.items ?? {})}`;
    case 'object':
      return part.properties
        ? `an object with ${Object.keys(part.properties).join(', ')}`
        : `an object that gives each name ${inWords(part.additionalProperties || {})}`;
    default:
      return 'a text';
  }
}

function bounds({ minimum, exclusiveMinimum, maximum }: Part): string {
  const upTo = maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER ? maximum : undefined;
  if (exclusiveMinimum !== undefined) return ` above ${exclusiveMinimum}${upTo === undefined ? '' : ` up to ${upTo}`}`;
  if (minimum === undefined || minimum === Number.MIN_SAFE_INTEGER) return '';
  return upTo === undefined ? ` from ${minimum} up` : ` from ${minimum} to ${upTo}`;
}

/** What a policy says at a key of `POLICY_KEYS`. */
export function valueAt(policy: Policy, key: string): unknown {
  return key.split('.').reduce<unknown>((part, name) => (part as Readonly<Record<string, unknown>>)[name], policy);
}
