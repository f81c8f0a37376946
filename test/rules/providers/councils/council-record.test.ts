import { councilRefusals, mayBeKey } from '../../../../subgraphs/providers/rules/councils/council-record.js';

const codes = (council: string, name = 'Weald', taken = false) =>
  councilRefusals({ council, name }, taken).map(({ code }) => code);

it.each(['weald', 'st-helens', 'h2', `a${'b'.repeat(39)}`])('IDG-26: %s is a key', (key) => {
  expect(codes(key)).toEqual([]);
});

it.each([
  '',
  'w',
  'Weald',
  'we ald',
  'weald/1',
  '-weald',
  'weald-',
  'we--ald',
  '1weald',
  `a${'b'.repeat(40)}`,
  'hub',
  'wéald',
])('IDG-26: %j is no key', (key) => {
  expect(codes(key)).toEqual(['COUNCIL_KEY_INVALID']);
});

it('IDG-26: a key is given once', () => {
  expect(codes('weald', 'Weald', true)).toEqual(['COUNCIL_EXISTS']);
});

it.each([
  ['x', []],
  ['x'.repeat(200), []],
  ['x'.repeat(201), ['COUNCIL_NAME_INVALID']],
  ['', ['COUNCIL_NAME_INVALID']],
  ['  ', ['COUNCIL_NAME_INVALID']],
  ['We\nald', ['COUNCIL_NAME_INVALID']],
  ['We\u0000ald', ['COUNCIL_NAME_INVALID']],
])('IDG-26: of the name %j', (name, refused) => {
  expect(codes('weald', name)).toEqual(refused);
});

it('IDG-26: nothing is looked for under a text that no key has the form of', () => {
  expect(['weald', 'user:a@b', 'auth0|7'].every(mayBeKey)).toBe(true);
  expect(['', 'a b', 'a\u0000', 'é', 'x'.repeat(201)].some(mayBeKey)).toBe(false);
});
