import { commandProblems, readProblems } from '../../hub/checks/layers.js';
import { unpaired } from '../../hub/checks/rule-tests.js';
import { unusedRules } from '../../hub/checks/unused-rules.js';

const RULE = 'subgraphs/tenders/rules/bids/bid.ts';

describe('a file of commands', () => {
  const path = 'subgraphs/tenders/commands/bids/submit-bid.ts';
  const problems = (text: string, exceptions = {}) => commandProblems([{ path, text }], exceptions);

  it('is one exported function of its name, with types, constants and its own helpers', () => {
    const text =
      'export const allowed = { roles: [] };\nexport interface Bid { readonly id: string }\n' +
      'export async function submitBid() { return helper(); }\nfunction helper() {}';
    expect(problems(text)).toEqual([]);
  });

  it('is not two commands, however they are written', () => {
    expect(problems('export function submitBid() {}\nexport const withdrawBid = async () => {};')).toEqual([
      `${path} exports submitBid, withdrawBid: a file of commands exports one function.`,
    ]);
    expect(problems('export const allowed = {};')).toHaveLength(1);
  });

  it('has the name of its command', () => {
    expect(problems('export function placeBid() {}')).toEqual([
      `${path} is the command placeBid: call the file so, or the command as the file.`,
    ]);
  });

  it('is excepted by name, for as long as it needs to be', () => {
    const exceptions = { [path]: 'they answer several events' };
    expect(problems('export function submitBid() {}\nexport function withdrawBid() {}', exceptions)).toEqual([]);
    expect(problems('export function submitBid() {}', exceptions)).toHaveLength(1);
  });
});

describe('a read', () => {
  const path = 'subgraphs/tenders/reads/evaluation/standings.ts';

  it.each([
    ["import type { Transaction } from '../../../../kernel/database/work.js';", 1],
    ["import { inTransaction as run } from '../../../../kernel/database/work.js';", 1],
    ["import type { Work } from '../../../../kernel/database/work.js';", 0],
  ])('%s: %d problems', (text, count) => {
    expect(readProblems([{ path, text }])).toHaveLength(count);
  });
});

describe('a rule that nothing calls', () => {
  const command = (text: string) => ({ path: 'subgraphs/tenders/commands/bids/submit-bid.ts', text });
  const unused = (rule: string, ...others: Array<{ path: string; text: string }>) =>
    unusedRules([{ path: RULE, text: rule }, ...others]).map(({ name }) => name);
  const called = command("import { late } from '../../rules/bids/bid.js';\nlate();");

  it('is an exported function that no command, read or edge leads to', () => {
    expect(unused('export function late() {}\nexport function early() {}', called)).toEqual(['early']);
  });

  it('is none that a called rule calls, in its own file or in another', () => {
    expect(unused('export function late() { return early(); }\nexport const early = () => 1;', called)).toEqual([]);
    const other = { path: 'subgraphs/tenders/rules/stages/window.ts', text: 'export function closed() {}' };
    const rule = "import { closed } from '../stages/window.js';\nexport function late() { return closed(); }";
    expect(unused(rule, called, other)).toEqual([]);
  });

  it('is one that only a rule calls which nothing calls', () => {
    expect(unused('export function late() {}\nexport function a() { b(); }\nexport function b() {}', called)).toEqual([
      'a',
      'b',
    ]);
  });

  it('is one whose types alone are used', () => {
    const types = command("import type { late } from '../../rules/bids/bid.js';\nexport type Late = typeof late;");
    expect(unused('export function late() {}', types)).toEqual(['late']);
  });

  it('is none that a table names', () => {
    const table = 'export const ANSWERS = { LATE: late };\nexport function late() {}';
    expect(unused(table, command("import { ANSWERS } from '../../rules/bids/bid.js';\nANSWERS;"))).toEqual([]);
  });
});

describe('rules and their tests', () => {
  const rule = { path: RULE, text: 'export function late() {}' };
  const types = { path: 'subgraphs/tenders/rules/bids/word.ts', text: 'export type Word = string;' };
  const test = (path: string) => ({ path });

  it('have one name and chapter', () => {
    expect(unpaired([rule, types], [test('test/rules/tenders/bids/bid.test.ts')], [], {})).toEqual([]);
    expect(unpaired([rule], [test('test/rules/tenders/bids/bids.test.ts')], [], {})).toEqual([
      `${RULE} has functions, and no test of its name and chapter in test/rules.`,
      'test/rules has a test of subgraphs/tenders/rules/bids/bids.ts, which does not exist: name it after the rule that it tests.',
    ]);
  });

  it('are so in the kernel, whose other files may be tested elsewhere', () => {
    const kernel = [{ path: 'kernel/time/clock.ts' }, { path: 'kernel/time/working-time.ts' }];
    expect(unpaired([], [test('test/rules/kernel/time/working-time.test.ts')], kernel, {})).toEqual([]);
    expect(unpaired([], [test('test/rules/kernel/time/hours.test.ts')], kernel, {})).toHaveLength(1);
  });

  it('are excepted by name, for as long as they need to be', () => {
    const exceptions = { [RULE]: 'the walk of all states tests it' };
    expect(unpaired([rule], [], [], exceptions)).toEqual([]);
    expect(unpaired([rule], [test('test/rules/tenders/bids/bid.test.ts')], [], exceptions)).toHaveLength(1);
  });
});
