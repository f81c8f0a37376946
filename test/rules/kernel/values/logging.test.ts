import { globSync, readFileSync } from 'node:fs';
import { GraphQLError } from 'graphql';
import { causeInWords, causeOf } from '../../../../kernel/values/logging.js';

const NAME = 'Zephyrine Quillfeather';

describe('what is logged of an error', () => {
  it.each<[string, () => unknown]>([
    ['a parser', () => JSON.parse(`{"name": ${NAME}}`)],
    ['a number', () => BigInt(NAME)],
    ['an address', () => new URL(NAME)],
    ['an error of our own', () => throwing(new Error(`There is no ${NAME}.`))],
    ['a message of several lines', () => throwing(new Error(`No.\n    at ${NAME} (x)\n    at ${NAME}`))],
    ['a text', () => throwing(NAME)],
    ['an object', () => throwing({ message: NAME })],
    [
      'a driver',
      () => throwing(Object.assign(new Error(NAME), { code: '22P02', detail: NAME, table: 'person', column: NAME })),
    ],
    ['a wrapped error', () => throwing(new GraphQLError(NAME, { originalError: new TypeError(NAME) }))],
    ['an error with a cause', () => throwing(new Error(NAME, { cause: new Error(NAME) }))],
    ['an error with a strange name', () => throwing(Object.assign(new Error(NAME), { name: NAME, code: NAME }))],
  ])('IDG-01: is never its words: %s', (_, act) => {
    const cause = causeOf(thrownBy(act));
    expect(JSON.stringify(cause)).not.toMatch(/zephyrine|quillfeather/i);
    expect(causeInWords(cause)).not.toMatch(/zephyrine|quillfeather/i);
  });

  it('IDG-01: is its kind, its code and the place where it arose', () => {
    const driver = Object.assign(new RangeError(NAME), {
      code: '23514',
      table: 'person',
      constraint: 'person_is_known',
    });
    const cause = causeOf(driver);
    expect(cause).toMatchObject({ error: 'RangeError', code: '23514', table: 'person', constraint: 'person_is_known' });
    expect(cause.at[0]).toMatch(/^test\/rules\/kernel\/values\/logging\.test\.ts:\d+:\d+$/);
    expect(causeInWords(cause)).toMatch(/^RangeError 23514 person person_is_known at test\/rules\//);
  });

  it('IDG-01: nowhere in the code is a message or a stack handed to the log', () => {
    const calls = globSync('{kernel,gateway,hub,subgraphs}/**/*.ts').flatMap((path) =>
      [...readFileSync(path, 'utf8').matchAll(/\blog\.(?:trace|debug|info|warn|error|fatal)\(([^;]*?)\);/gs)].map(
        ([call]) => `${path}: ${call}`,
      ),
    );
    expect(calls.length).toBeGreaterThan(25);
    expect(calls.filter((call) => /\b(?:message|stack|detail|String\()/.test(call.replace(/'[^']*'/g, "''")))).toEqual(
      [],
    );
  });
});

function throwing(thrown: unknown): never {
  throw thrown;
}

function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (thrown) {
    return thrown;
  }
  throw new Error('nothing was thrown');
}
