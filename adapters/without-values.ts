import { type GraphQLInputObjectType, getNamedType, isEnumType, isInputObjectType } from 'graphql';

/** Shorter values are words of any sentence. */
const LETTERS = 4;
const INSTEAD = 'This value is not accepted. The words for why are left out, because they repeat what was given.';

/**
 * A sentence of the hub about a row, for a report. The hub repeats no value; should it ever, the report does not: it
 * says which rule, and where. A word of the contract says nothing about anybody.
 */
export function withoutValues(sentence: string, given: unknown, type: GraphQLInputObjectType): string {
  return repeats(sentence, given, type) ? INSTEAD : sentence;
}

function repeats(sentence: string, given: unknown, type: GraphQLInputObjectType): boolean {
  if (Array.isArray(given)) return given.some((each) => repeats(sentence, each, type));
  return Object.entries(given ?? {}).some(([name, value]) => {
    const field = type.getFields()[name];
    const of = field && getNamedType(field.type);
    if (isEnumType(of)) return false;
    if (isInputObjectType(of)) return repeats(sentence, value, of);
    return [value].flat().some((each) => String(each).length >= LETTERS && sentence.includes(String(each)));
  });
}
