import { registerEnumType } from 'type-graphql';

/**
 * A list of words of the contract as a GraphQL enum. Subgraphs that speak of the same list give it the same name: they
 * are composed into one, which holds as long as the words are the same.
 */
export function enumType<Word extends string>(
  words: readonly Word[],
  about: {
    readonly name: string;
    readonly description: string;
    /** What each word means, where its name does not say it. */
    readonly meanings?: Readonly<Record<Word, string>>;
  },
): Readonly<Record<Word, Word>> {
  const { meanings, ...config } = about;
  const type = Object.fromEntries(words.map((word) => [word, word])) as Record<Word, Word>;
  const valuesConfig = meanings && Object.fromEntries(words.map((word) => [word, { description: meanings[word] }]));
  registerEnumType(type, { ...config, ...(valuesConfig && { valuesConfig: valuesConfig as object }) });
  return type;
}
