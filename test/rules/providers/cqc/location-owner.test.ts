import { locationOwnerRefusal } from '../../../../subgraphs/providers/rules/cqc/location-owner.js';

describe('whose location a record is of', () => {
  it.each([
    ['nobody says', null, null, false],
    ['the register says', 'quince', null, false],
    ['the caller says', null, 'quince', false],
    ['both say the same', 'quince', 'quince', false],
    ['the register says another', 'medlar', 'quince', true],
  ])('PROV-03: %s', (_name, held, given, refused) => {
    const refusal = locationOwnerRefusal(held, given);
    if (refused) expect(refusal).toMatchObject({ rule: 'PROV-03', code: 'LOCATION_OF_ANOTHER', field: 'providerId' });
    else expect(refusal).toBeUndefined();
  });
});
