import { D2A_PATCH } from '../../../../subgraphs/tenders/rules/routes/d2a-patch.js';
import { aDischarge } from '../fixtures.js';

it('ROUT-14: only care at home is, and it states its discharge', () => {
  const care = { serviceType: 'DOMICILIARY', need: aDischarge() } as const;
  expect(D2A_PATCH.takes(care)).toBe(true);
  expect(D2A_PATCH.serviceTypes).toEqual(['DOMICILIARY']);
  expect(D2A_PATCH.requestRefusal!(care)).toBeUndefined();
  expect(D2A_PATCH.requestRefusal!({ ...care, need: aDischarge({ discharge: null }) })).toMatchObject({
    rule: 'ROUT-14',
    code: 'DISCHARGE_MISSING',
  });
});
