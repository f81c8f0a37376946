import { registerEnumType } from 'type-graphql';

/**
 * A list of words of the contract as a GraphQL enum. Subgraphs that speak of the same list give it the same name: they
 * are composed into one, which holds as long as the words are the same.
 */
export function enumType<Word extends string>(
  words: readonly Word[],
  about: { readonly name: string; readonly description: string },
): Readonly<Record<Word, Word>> {
  const type = Object.fromEntries(words.map((word) => [word, word])) as Record<Word, Word>;
  registerEnumType(type, about);
  return type;
}
