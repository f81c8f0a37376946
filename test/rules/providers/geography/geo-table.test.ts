import type { GeoRow } from '../../../../subgraphs/providers/rules/geography/geo-row.js';
import { geoTableRefusals } from '../../../../subgraphs/providers/rules/geography/geo-table.js';

describe('the postcode table', () => {
  it('PROV-16: a postcode stands in one ward on each day, and the later line is refused', () => {
    const row = (line: number, postcode: string, from: string, to: string | null): GeoRow => ({
      line,
      postcode,
      wardCode: 'E05000109',
      from,
      to,
    });
    const refusals = geoTableRefusals([
      row(2, 'BR1 1AB', '2021-08-27', '2025-12-31'),
      row(3, 'BR1 1AB', '2026-01-01', null),
      row(4, 'BR1 1AC', '2021-08-27', null),
      row(5, 'BR1 1AB', '2025-12-31', '2025-12-31'),
    ]);
    expect(refusals).toHaveLength(1);
    expect(refusals[0]).toMatchObject({ code: 'POSTCODE_PLACED_TWICE', field: 'lines[5].postcode' });
    expect(refusals[0]!.message).toContain('line 2');
  });

  it('PROV-16: a row that contradicts the table held is refused, and says so; what is held is not', () => {
    const wardCode = 'E05000109';
    const held = { postcode: 'BR1 1AB', wardCode, from: '2021-08-27', to: null, line: null };
    const refusals = geoTableRefusals([held, held, { ...held, from: '2026-01-01', line: 2 }]);
    expect(refusals).toHaveLength(1);
    expect(refusals[0]).toMatchObject({ code: 'POSTCODE_PLACED_TWICE', field: 'lines[2].postcode' });
    expect(refusals[0]!.message).toContain('already');
  });
});
