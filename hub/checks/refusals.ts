import {
  type CallsOf,
  functionsAround,
  nameOf,
  type Placed,
  propertiesOf,
  readFiles,
  valuesOf,
} from './expressions.js';
import { type Source, sources } from './sources.js';
import { type Node, textOf } from './syntax.js';

/** One place in the code that refuses. What is computed there and cannot be read off reads as `…`. */
export interface FoundRefusal {
  readonly code: string;
  readonly rules: readonly string[];
  readonly messages: readonly string[];
  readonly path: string;
}

/** Where refusals are made. */
export const REFUSING = ['kernel/**/*.ts', 'subgraphs/**/*.ts', 'gateway/**/*.ts'];

/** Every refusal that the hub's sources can give. */
export async function foundRefusals(): Promise<readonly FoundRefusal[]> {
  return refusalsIn((await sources(...REFUSING)).filter(({ path }) => !path.includes('/migrations/')));
}

/**
 * Every refusal of some sources, read off their syntax: each object with a `code` and a `message`, and where these are
 * parameters of a helper (`refuse(code, message)`), each call of it.
 */
export function refusalsIn(all: readonly Source[]): readonly FoundRefusal[] {
  const { files, callsOf } = readFiles(all);
  return files.flatMap((file) => {
    const coded = file.objects.map((object) => {
      const { code, message } = propertiesOf(object.node);
      return { object, code, message };
    });
    // Codes that are only a part of one: `${step.code}_MISSING`.
    const parts = coded.flatMap(({ code, message }) => (code && !message ? [textOf(code) ?? ''] : [])).filter(Boolean);
    return coded.flatMap(({ object, code, message }) => (code && message ? refusalsOf(object, parts, callsOf) : []));
  });
}

function refusalsOf(object: Placed, parts: readonly string[], callsOf: CallsOf): readonly FoundRefusal[] {
  const { code, rule, message } = propertiesOf(object.node);
  const helper = functionsAround(object).findLast(({ parameters }) =>
    [code, rule, message].some((each) => each && parameters.some(({ name }) => name === nameOf(each))),
  );
  const calls = helper ? callsOf(helper.name, object.file) : [];
  const ways =
    helper && calls.length > 0
      ? calls.map((call) => ({ ...object, through: { called: helper.node, call } }))
      : [object];
  return ways.flatMap((way) => {
    const texts = (node: Node | undefined) => (node ? valuesOf({ ...way, node }, callsOf) : []);
    const call = (way as Placed).through?.call;
    const overruled = call && ruleAround(call);
    const rules = overruled ? valuesOf({ ...call, node: overruled }, callsOf) : texts(rule);
    return texts(code)
      .flatMap((each) => (each.includes('…') ? parts.map((part) => each.replace('…', part)) : [each]))
      .filter((each) => /^[A-Z][A-Z0-9_]+$/.test(each))
      .map((each) => ({ code: each, rules, messages: texts(message), path: (call ?? object).file.path }));
  });
}

/** The rule of `{ ...refuse('NOT_ON_LAS', '…'), rule: 'AWRD-02' }`, for the call in it. */
function ruleAround({ within }: Placed): Node | undefined {
  const [object, spread] = within.slice(-2);
  return object?.type === 'ObjectExpression' && spread?.type === 'SpreadElement'
    ? propertiesOf(object).rule
    : undefined;
}
