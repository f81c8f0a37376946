import type { HomeNeed } from '../../../../schema/events/cases.js';
import {
  admissionRefusal,
  homeNeedRefusals,
  isInAHome,
  lengthOfStayRefusal,
} from '../../../../subgraphs/cases/rules/requests/home-need.js';
import { SERVICE_TYPES, type ServiceType } from '../../../../subgraphs/cases/rules/requests/request-type.js';
import { aHome, told } from '../given.js';

const PATCHES = ['Central', 'East', 'South', 'West'];
const refusalsOf = (serviceType: ServiceType, change: Partial<HomeNeed> = {}) =>
  told(homeNeedRefusals({ ...aHome, ...change }, serviceType, PATCHES));

describe('what a placement in a home needs', () => {
  it('ASM-06: everything but care at home is given in a home', () => {
    expect(SERVICE_TYPES.filter(isInAHome)).toEqual(['RESIDENTIAL', 'NURSING', 'RESPITE']);
  });

  it.each([
    ['RESIDENTIAL', false, true],
    ['RESIDENTIAL', true, false],
    ['NURSING', true, true],
    ['NURSING', false, false],
    ['RESPITE', true, true],
    ['RESPITE', false, true],
  ] as const)('ASM-06: a %s place with nursing %s: %s', (serviceType, nursing, may) => {
    const lengthOfStayNights = serviceType === 'RESPITE' ? 7 : null;
    expect(refusalsOf(serviceType, { nursing, lengthOfStayNights })).toEqual(may ? [] : ['ASM-06 input.home.nursing']);
  });

  it.each([
    ['RESIDENTIAL', 'SPOT', true],
    ['RESIDENTIAL', 'BLOCK', true],
    ['NURSING', 'SPOT', true],
    ['NURSING', 'BLOCK', true],
    ['RESPITE', 'SPOT', true],
    ['RESPITE', 'BLOCK', false],
  ] as const)('ASM-09: a %s place on a %s contract: %s', (serviceType, contractBasis, may) => {
    const own = { nursing: serviceType === 'NURSING', lengthOfStayNights: serviceType === 'RESPITE' ? 7 : null };
    expect(refusalsOf(serviceType, { ...own, contractBasis })).toEqual(may ? [] : ['ASM-09 input.home.contractBasis']);
  });

  it.each([
    ['RESPITE', 1, true],
    ['RESPITE', 365, true],
    ['RESPITE', 366, false],
    ['RESPITE', 0, false],
    ['RESPITE', -1, false],
    ['RESPITE', 1.5, false],
    ['RESPITE', null, false],
    ['RESIDENTIAL', 7, false],
    ['RESIDENTIAL', null, true],
    ['NURSING', 7, false],
    ['DOMICILIARY', 7, false],
    ['DOMICILIARY', null, true],
    ['SUPPORTED_LIVING', null, true],
  ] as const)('ASM-06, AWRD-06: a stay of %s for %s nights: %s', (serviceType, nights, may) => {
    for (const at of [
      { rule: 'ASM-06', field: 'input.home.lengthOfStayNights' },
      { rule: 'AWRD-06', field: 'input.lengthOfStayNights' },
    ] as const) {
      const refusal = lengthOfStayRefusal(serviceType, nights, at);
      expect(refusal && { rule: refusal.rule, field: refusal.field }).toEqual(may ? undefined : at);
    }
  });

  it('ASM-06, IDG-01: equipment is named once, and patches by the codes of the council alone', () => {
    expect(
      refusalsOf('RESIDENTIAL', { equipment: ['LOW_BED', 'SENSOR_MAT'], preferredPatches: ['East', 'West'] }),
    ).toEqual([]);
    expect(refusalsOf('RESIDENTIAL', { equipment: ['LOW_BED', 'LOW_BED'] })).toEqual(['ASM-06 input.home.equipment']);
    expect(refusalsOf('RESIDENTIAL', { preferredPatches: ['East', 'East'] })).toEqual([
      'ASM-06 input.home.preferredPatches',
    ]);
    expect(refusalsOf('RESIDENTIAL', { preferredPatches: ['Near Margaret, at 12 Larkspur Rise'] })).toEqual([
      'ASM-06 input.home.preferredPatches',
    ]);
    expect(refusalsOf('RESIDENTIAL', { preferredPatches: Array(11).fill('East') })).toEqual([
      'IDG-27 input.home.preferredPatches',
    ]);
  });

  it.each([
    ['yesterday', '2026-05-31', null, false],
    ['today', '2026-06-01', null, true],
    ['a year ahead', '2027-06-02', null, true],
    ['a day more', '2027-06-03', null, false],
    ['yesterday, as it was given before', '2026-05-31', '2026-05-31', true],
    ['yesterday, in place of another day', '2026-05-31', '2026-06-08', false],
  ])('ASM-06: on 1 June 2026 an admission is expected %s: %s', (_, on, before, may) => {
    expect(admissionRefusal(on, before, '2026-06-01')?.field).toBe(may ? undefined : 'input.neededFrom');
  });
});
