import { readFileSync } from 'node:fs';
import { BROMLEY_WARDS } from '../../../../hub/demo/bromley-map.js';
import { readGeoRow } from '../../../../subgraphs/providers/rules/geography/geo-row.js';

const cells = { postcode: 'br1 1ab', ward: 'Bromley Town', validFrom: '2021-08-27', validTo: '' };

describe('a row of the postcode table', () => {
  it.each([
    ['by the name of its ward', {}, null],
    ['by the code of its ward', { ward: 'E05000109' }, null],
    ['with an end', { validTo: '2026-12-31' }, '2026-12-31'],
    ['without the last column', { validTo: undefined }, null],
    ['with other columns', { easting: '540291' }, null],
  ])('PROV-16: is read %s', (_name, changes, to) => {
    expect(readGeoRow({ ...cells, ...changes }, 2, BROMLEY_WARDS)).toEqual({
      result: { postcode: 'BR1 1AB', wardCode: 'E05000109', from: '2021-08-27', to, line: 2 },
      refusals: [],
    });
  });

  it.each([
    ['no postcode', { postcode: 'BR1' }, 'GEO_ROW_INVALID', 'lines[12].postcode'],
    ['no postcode column', { postcode: undefined }, 'GEO_ROW_INVALID', 'lines[12].postcode'],
    ['no ward', { ward: ' ' }, 'GEO_ROW_INVALID', 'lines[12].ward'],
    ['a letter O for a nought', { postcode: 'SE2O 7AA' }, 'GEO_ROW_INVALID', 'lines[12].postcode'],
    ['a pseudo-postcode', { postcode: 'ZZ99 3VZ' }, 'GEO_ROW_INVALID', 'lines[12].postcode'],
    ['a code of another map', { ward: 'E05000999' }, 'WARD_UNKNOWN', 'lines[12].ward'],
    ['a ward of another borough', { ward: 'Camberwell Green' }, 'WARD_UNKNOWN', 'lines[12].ward'],
    [
      'an end before the map begins',
      { validFrom: '2020-01-01', validTo: '2021-08-26' },
      'WARD_UNKNOWN',
      'lines[12].ward',
    ],
    ['no first day', { validFrom: '' }, 'GEO_ROW_INVALID', 'lines[12].validFrom'],
    ['a day that is none', { validFrom: '2021-02-29' }, 'GEO_ROW_INVALID', 'lines[12].validFrom'],
    ['a last day in another form', { validTo: '31/12/2026' }, 'GEO_ROW_INVALID', 'lines[12].validTo'],
    ['a last day before the first', { validTo: '2021-08-26' }, 'SPAN_ENDS_BEFORE_IT_BEGINS', 'lines[12].validTo'],
  ])('PROV-16: %s is refused by line and column', (_name, changes, code, field) => {
    const { result, refusals } = readGeoRow({ ...cells, ...changes }, 12, BROMLEY_WARDS);
    expect(result).toBeNull();
    expect(refusals).toHaveLength(1);
    expect(refusals[0]).toMatchObject({ rule: 'PROV-16', code, field });
  });

  it('PROV-16: each fault of a line is a refusal of its own, and a line that is no row is one', () => {
    const { refusals } = readGeoRow({ ward: 'Darwin' }, 3, BROMLEY_WARDS);
    expect(refusals.map(({ field }) => field)).toEqual(['lines[3].postcode', 'lines[3].validFrom']);
    expect(readGeoRow(null, 4, BROMLEY_WARDS).refusals.map(({ field }) => field)).toEqual(['lines[4]']);
  });

  it.each<[string, unknown, string]>([
    [
      'a postcode in part',
      { ...cells, postcode: 'BR1' },
      'Line 7: postcode must be a whole UK postcode, such as BR1 1AB.',
    ],
    [
      'a letter for a digit',
      { ...cells, postcode: 'SE2O 7AA' },
      'Line 7: postcode must be a whole UK postcode, such as BR1 1AB: a letter O or I may stand where a digit should.',
    ],
    ['a column left out', { ...cells, ward: undefined }, 'Line 7: ward is missing.'],
    ['a line that is no row', null, 'Line 7: the row is missing.'],
    [
      'a ward of nowhere',
      { ...cells, ward: 'Camberwell Green' },
      "Line 7: ward must be one of the council's wards in those days.",
    ],
  ])('PROV-16: the refusal of %s says its line and what would be accepted', (_name, row, message) => {
    expect(readGeoRow(row, 7, BROMLEY_WARDS).refusals[0]!.message).toBe(message);
  });

  it('PROV-15: a name that two wards have is not clear, and its code is', () => {
    const [ward] = BROMLEY_WARDS;
    const twin = { ...ward!, code: 'E05999999' };
    const wards = [ward!, twin];
    expect(readGeoRow({ ...cells, ward: ward!.name }, 5, wards).refusals).toMatchObject([
      { code: 'WARD_NOT_CLEAR', field: 'lines[5].ward' },
    ]);
    expect(readGeoRow({ ...cells, ward: twin.code }, 5, wards).result).toMatchObject({ wardCode: twin.code });
  });

  it('PROV-16: the row of a file with a letter O for a nought is refused, and is no postcode of its own', () => {
    const file = readFileSync(new URL('../../../handed/21-geo-letter-o-for-nought.csv', import.meta.url), 'utf8');
    const [columns, row] = file.split('\n').map((line) => line.trim().split(','));
    const given = Object.fromEntries(columns!.map((column, nth) => [column, row![nth]]));
    const { result, refusals } = readGeoRow(given, 2, BROMLEY_WARDS);
    expect(result).toBeNull();
    expect(refusals).toMatchObject([{ field: 'lines[2].postcode' }]);
    expect(refusals[0]!.message).not.toContain('SE2O');
  });
});
