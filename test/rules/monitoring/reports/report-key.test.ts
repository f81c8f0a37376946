import { byKey } from '../../../../subgraphs/monitoring/rules/reports/report-key.js';

it('DEL-02: reports stand in the order of their systems, then of their ids there, whatever the order in which they came', () => {
  const [first, second, third] = [
    { source: 'a', externalId: '2' },
    { source: 'b', externalId: '1' },
    { source: 'b', externalId: '10' },
  ] as const;
  for (const came of [
    [first, second, third],
    [third, second, first],
    [second, first, third],
  ]) {
    expect([...came].sort(byKey)).toEqual([first, second, third]);
  }
  expect(byKey(first, { ...first })).toBe(0);
});
