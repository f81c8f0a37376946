import { tidyWardRow, wardRowRefusals } from '../../../../subgraphs/providers/rules/geography/ward-row.js';

const row = { code: 'e05000117', name: ' Darwin ', patch: 'South', from: '2021-08-27' };

describe("a row of a council's map", () => {
  it('PROV-15: is kept with its code in capitals, without blanks, and open when it has no end', () => {
    expect(tidyWardRow(row)).toEqual({
      wardCode: 'E05000117',
      name: 'Darwin',
      patch: 'South',
      from: '2021-08-27',
      to: null,
    });
  });

  it('PROV-15: is refused for each column that is empty, by its place', () => {
    expect(wardRowRefusals(row, 0)).toEqual([]);
    expect(wardRowRefusals({ ...row, code: ' ', patch: '' }, 3).map(({ code, field }) => [code, field])).toEqual([
      ['WARD_ROW_INCOMPLETE', 'rows[3].code'],
      ['WARD_ROW_INCOMPLETE', 'rows[3].patch'],
    ]);
  });
});
