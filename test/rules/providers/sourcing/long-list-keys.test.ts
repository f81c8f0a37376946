import {
  type LongListKeys,
  longListKeysRefusals,
} from '../../../../subgraphs/providers/rules/sourcing/long-list-keys.js';

const keys: LongListKeys = { serviceTypes: ['RESIDENTIAL'], patches: ['East'] };
const facts = { isMember: true, patches: ['East', 'West'] };

describe('the keys of a long list', () => {
  it.each<[string, Partial<LongListKeys>, string[]]>([
    ['as they should be', {}, []],
    ['for the whole borough', { patches: null }, []],
    ['without a type of service', { serviceTypes: [] }, ['PROV-14 SERVICE_TYPE_REQUIRED input.serviceTypes']],
    ['without a patch', { patches: [] }, ['PROV-14 COVERAGE_REQUIRED input.patches']],
    ['for a patch of nobody', { patches: ['East', 'North'] }, ['PROV-14 PATCH_UNKNOWN input.patches.1']],
  ])('PROV-14: are taken or refused: %s', (_, change, expected) => {
    const refusals = longListKeysRefusals({ ...keys, ...change }, facts);
    expect(refusals.map(({ rule, code, field }) => `${rule} ${code} ${field}`)).toEqual(expected);
  });

  it('PROV-12: are kept for members alone', () => {
    expect(longListKeysRefusals(keys, { ...facts, isMember: false })).toMatchObject([
      { rule: 'PROV-12', code: 'NOT_A_MEMBER', field: 'input.council' },
    ]);
  });
});
