import { type RulesRegister, rulesRegister } from '../../hub/checks/rules-register.js';
import { titlesIn } from '../../hub/checks/titles.js';

describe('the register of rules', () => {
  let register: RulesRegister;
  beforeAll(async () => {
    register = await rulesRegister();
  });

  it('has a test titled by every id that this release promises', () => {
    const untested = register.rows.filter(({ promised, tests }) => promised && tests.length === 0);
    expect(untested.map(({ id, title }) => `${id} ${title}`)).toEqual([]);
  });

  it('has a test titled by every id that a rule cites', () => {
    const untested = register.rows.filter(({ citedByRule, tests }) => citedByRule && tests.length === 0);
    expect(
      untested.map(({ id, honoured }) => `${id} is cited by ${honoured[0]!.name} in ${honoured[0]!.path}`),
    ).toEqual([]);
  });

  it('knows no id that the catalogue does not have', () => {
    expect(register.unknown).toEqual([]);
  });
});

describe('the titles of a test file', () => {
  it.each([
    ["it('WIN-01: closes', () => {})", ['WIN-01: closes']],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is code.
    ['it(`WIN-01: closes ${when}`, () => {})', ['WIN-01: closes …']],
    ["it.each([[1], [2]] as const)('WIN-01: closes at %d', () => {})", ['WIN-01: closes at %d']],
    ["it.each([['WIN-01', 1], ['WIN-05', 2]])('%s: closes', () => {})", ['WIN-01 %s: closes', 'WIN-05 %s: closes']],
    ["describe('WIN-01', () => { it('closes', () => {}); })", ['WIN-01 › closes']],
    ["describe.each([1])('WIN-01: %d', () => { it('closes', () => {}); })", ['WIN-01: %d › closes']],
    ["submit('WIN-01: is no test')", []],
  ])('%j', (text, titles) => {
    expect(titlesIn({ path: 'a.test.ts', text }).map(({ title }) => title)).toEqual(titles);
  });
});
