import { FAULTS } from '../../gateway/faults.js';
import { errorsDocument } from '../../hub/checks/errors-register.js';
import { REFUSING, refusalsIn } from '../../hub/checks/refusals.js';
import { type Source, sources } from '../../hub/checks/sources.js';

describe('the register of errors', () => {
  let registered: ReadonlySet<string>;
  let refusing: readonly Source[];
  beforeAll(async () => {
    registered = new Set([...(await errorsDocument()).matchAll(/^\| `(\w+)`/gm)].map(([, code]) => code!));
    refusing = await sources(...REFUSING);
  });

  it('has every code that a rule refuses with, or that stands beside a message', () => {
    const refusal = /\brefuse\(\s*[^,()]+,\s*'([A-Z][A-Z0-9_]+)'|\bcode: '([A-Z][A-Z0-9_]+)',\s*message\b/g;
    const written = refusing.flatMap(({ path, text }) =>
      [...text.matchAll(refusal)].map(([, one, other]) => ({ code: (one ?? other)!, path })),
    );
    expect(written.filter(({ code }) => !registered.has(code))).toEqual([]);
    expect(written.length).toBeGreaterThan(50);
  });

  it('has every code that a test of the rules has seen', async () => {
    const seen = (await sources('test/rules/**/*.ts', 'test/subgraphs/**/*.ts')).flatMap(({ path, text }) =>
      [...text.matchAll(/\brule: '[^']+',\s*code: '([A-Z][A-Z0-9_]+)'/g)].map(([, code]) => ({ code: code!, path })),
    );
    expect(seen.filter(({ code }) => !registered.has(code))).toEqual([]);
    expect(seen.length).toBeGreaterThan(50);
  });

  it('has no code that is not in the code', () => {
    const text = refusing.map((source) => source.text).join('\n');
    const inParts = (code: string) => /^(\w+?)_(MISSING|OUT_OF_ORDER)$/.exec(code)?.[1] ?? code;
    const gone = [...registered].filter((code) => !text.includes(`'${code}'`) && !text.includes(`'${inParts(code)}'`));
    expect(gone.filter((code) => !(code in FAULTS))).toEqual([]);
  });

  it('names no fault that nothing gives', () => {
    const text = refusing.flatMap(({ path, text }) => (path === 'gateway/faults.ts' ? [] : [text])).join('\n');
    expect(Object.keys(FAULTS).filter((code) => !text.includes(`'${code}'`))).toEqual([]);
  });
});

describe('refusals in sources', () => {
  function read(text: string) {
    return refusalsIn([{ path: 'some/rule.ts', text }]).map(({ code, rules, messages }) => ({ code, rules, messages }));
  }

  it('are objects with a code and a message', () => {
    expect(read("const late = { rule: 'WIN-01', code: 'LATE', message: 'Come earlier.' };")).toEqual([
      { code: 'LATE', rules: ['WIN-01'], messages: ['Come earlier.'] },
    ]);
  });

  it('are each call of a helper that makes them', () => {
    const helper =
      "function refuse(code: string, message: string, rule = 'WIN-01') { return { rule, code, message }; }\n" +
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is code.
      "export const answers = [refuse('LATE', 'Come earlier.'), refuse('EARLY', `At ${hour}.`, 'WIN-02')];";
    expect(read(helper)).toEqual([
      { code: 'LATE', rules: ['WIN-01'], messages: ['Come earlier.'] },
      { code: 'EARLY', rules: ['WIN-02'], messages: ['At ….'] },
    ]);
  });

  it('may come from a helper under another rule', () => {
    const overruled =
      "const refuse = (code: string, message: string) => ({ rule: 'WIN-01', code, message });\n" +
      "export const answer = { ...refuse('LATE', 'Come earlier.'), rule: 'WIN-12' };";
    expect(read(overruled)).toEqual([{ code: 'LATE', rules: ['WIN-12'], messages: ['Come earlier.'] }]);
  });

  it('may be told apart by a condition, a function or the nearest constant', () => {
    const computed =
      "function rule(): string { return urgent ? 'WIN-05' : 'WIN-01'; }\n" +
      "function one() { const message = 'One.'; return { rule: rule(), code: 'ONE', message }; }\n" +
      "function other() { const message = 'Other.'; return { rule: rule(), code: late ? 'LATE' : 'EARLY', message }; }";
    expect(read(computed)).toEqual([
      { code: 'ONE', rules: ['WIN-05', 'WIN-01'], messages: ['One.'] },
      { code: 'LATE', rules: ['WIN-05', 'WIN-01'], messages: ['Other.'] },
      { code: 'EARLY', rules: ['WIN-05', 'WIN-01'], messages: ['Other.'] },
    ]);
  });

  it('may have a code of two parts', () => {
    const parts =
      "const steps = [{ code: 'PLAN', at: null }, { code: 'FORM', at: null }];\n" +
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is code.
      "const missing = steps.map((step) => ({ rule: 'ASM-03', code: `${step.code}_MISSING`, message: 'It is needed.' }));";
    expect(read(parts).map(({ code }) => code)).toEqual(['PLAN_MISSING', 'FORM_MISSING']);
  });
});
