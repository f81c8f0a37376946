import { BROMLEY_PATCHES_FROM, BROMLEY_WARDS } from '../../../../hub/demo/bromley-map.js';
import { type Ward, wardsNamed, wardsOf } from '../../../../subgraphs/providers/rules/geography/wards.js';

const open = { from: BROMLEY_PATCHES_FROM, to: null };

describe('the wards of a council', () => {
  it.each([
    ['petts wood and knoll', 'Petts Wood & Knoll'],
    ['PETTS WOOD & KNOLL', 'Petts Wood & Knoll'],
    ['Petts Wood&Knoll', 'Petts Wood & Knoll'],
    ['Coopers Cope', 'Copers Cope'],
    [' e05000109 ', 'Bromley Town'],
    ['Camberwell Green', undefined],
    ['', undefined],
  ])('PROV-15: "%s" means %s', (text, name) => {
    expect(wardsNamed(BROMLEY_WARDS, text, open)[0]?.name).toBe(name);
  });

  it('PROV-15: of two wards of one name the one that exists in those days is meant', () => {
    const wards: Ward[] = [
      { code: 'E1', name: 'Chislehurst', from: '2021-08-27', to: '2026-05-06' },
      { code: 'E2', name: 'Chislehurst', from: '2026-05-07', to: null },
    ];
    expect(wardsNamed(wards, 'Chislehurst', { from: '2026-05-01', to: '2026-05-06' })[0]?.code).toBe('E1');
    expect(wardsNamed(wards, 'Chislehurst', { from: '2026-05-07', to: null })[0]?.code).toBe('E2');
  });

  it('PROV-15: a ward of a map exists from its first day to its last, under its latest name', () => {
    const row = (wardCode: string, name: string, from: string, to: string | null) => ({ wardCode, name, from, to });
    expect(
      wardsOf([
        row('E1', 'Chislehurst Town', '2026-05-07', '2026-12-31'),
        row('E1', 'Chislehurst', '2021-08-27', '2026-05-06'),
        row('E2', 'Darwin', '2021-08-27', null),
      ]),
    ).toEqual([
      { code: 'E1', name: 'Chislehurst Town', from: '2021-08-27', to: '2026-12-31' },
      { code: 'E2', name: 'Darwin', from: '2021-08-27', to: null },
    ]);
  });
});
