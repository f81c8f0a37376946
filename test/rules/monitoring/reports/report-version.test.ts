import { versionVerdict } from '../../../../subgraphs/monitoring/rules/reports/report-version.js';
import { at } from '../a-visit.js';

describe('versions of a report', () => {
  const known = { asOf: at(0), contentHash: 'a' };
  it.each([
    ['nothing before it', undefined, known, 'NEW'],
    ['a later one', known, { asOf: at(1), contentHash: 'b' }, 'UPDATED'],
    ['the same', known, known, 'UNCHANGED'],
    ['an earlier one', known, { asOf: at(-1), contentHash: 'b' }, 'UNCHANGED'],
  ])('DEL-01: %s', (_what, before, sent, verdict) => {
    expect(versionVerdict(before, sent)).toBe(verdict);
  });

  it('IDG-27: the same version with other content is refused', () => {
    expect(versionVerdict(known, { ...known, contentHash: 'b' })).toMatchObject({ code: 'SAME_VERSION_OTHER_CONTENT' });
  });
});
