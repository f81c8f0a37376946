import fc from 'fast-check';
import { FACTS } from '../../../../subgraphs/cases/rules/people/access.js';
import { changedFacts, WITHHELD } from '../../../../subgraphs/cases/rules/people/audit-entry.js';

describe('before and after in the audit trail', () => {
  it('IDG-16: names what changed, in order, with values where they say nothing of the person', () => {
    const before = { placementState: 'CONFIRMED', name: 'A', startDate: '2026-06-02', lasLineId: null };
    const after = { placementState: 'ON_LAS', name: 'B', startDate: '2026-06-02', lasLineId: 'LINE-1' };
    expect(changedFacts(before, after)).toEqual([
      { fact: 'lasLineId', before: null, after: 'LINE-1' },
      { fact: 'name', before: WITHHELD, after: WITHHELD },
      { fact: 'placementState', before: 'CONFIRMED', after: 'ON_LAS' },
    ]);
  });

  it('IDG-16: a fact that is new or gone is a change', () => {
    expect(changedFacts({}, { endDate: '2026-07-01' })).toEqual([
      { fact: 'endDate', before: null, after: '2026-07-01' },
    ]);
    expect(changedFacts({ ipoVersion: 1 }, {})).toEqual([{ fact: 'ipoVersion', before: 1, after: null }]);
  });

  it('IDG-16: nothing changed, nothing told', () => {
    const record = { need: { calls: [1, 2] }, endDate: new Date(0) };
    expect(changedFacts(record, { need: { calls: [1, 2] }, endDate: new Date(0) })).toEqual([]);
  });

  it('IDG-16: the order of the keys within a fact is no change', () => {
    expect(changedFacts({ contacts: [{ name: 'A', order: 1 }] }, { contacts: [{ order: 1, name: 'A' }] })).toEqual([]);
  });

  it('IDG-05: whatever a personal or unknown fact held, its values are withheld', () => {
    const personal = (Object.keys(FACTS) as Array<keyof typeof FACTS>).filter(
      (fact) => FACTS[fact] !== 'OPEN' && FACTS[fact] !== 'NEED',
    );
    const fact = fc.constantFrom<string>(...personal, 'middleName', 'constructor', 'toString');
    fc.assert(
      fc.property(fact, fc.integer(), (name, value) => {
        const rows = changedFacts({ [name]: `CANARY ${value}` }, { [name]: `CANARY ${value + 1}` });
        expect(rows).toEqual([{ fact: name, before: WITHHELD, after: WITHHELD }]);
      }),
    );
  });
});
