import {
  EXCLUDED_REQUEST_TYPES,
  FUNDINGS,
  fundingRefusal,
  isSignpostOnly,
  requestTypeRefusal,
  SERVICE_TYPES,
} from '../../../../subgraphs/cases/rules/requests/request-type.js';

describe('what is sourced here', () => {
  it.each(SERVICE_TYPES)('ASM-01: %s is sourced', (type) => {
    expect(requestTypeRefusal(type)).toBeUndefined();
  });

  it.each(EXCLUDED_REQUEST_TYPES)('ASM-01: %s never becomes a call-off', (type) => {
    expect(requestTypeRefusal(type)).toMatchObject({ rule: 'ASM-01', field: 'input.serviceType' });
  });

  it('ASM-01: all that the procedure excludes is named', () => {
    expect(EXCLUDED_REQUEST_TYPES).toHaveLength(6);
  });

  it.each([
    ['COUNCIL_ARRANGED', false],
    ['DIRECT_PAYMENT', true],
    ['SELF_FUNDED', true],
  ] as const)('ASM-19: %s: signpost only is %s, and then nothing payable is placed', (funding, signpost) => {
    expect(isSignpostOnly(funding)).toBe(signpost);
    expect(fundingRefusal(funding)?.rule).toBe(signpost ? 'ASM-19' : undefined);
  });

  it('ASM-19: only what the council arranges is payable', () => {
    expect(FUNDINGS.filter((funding) => !fundingRefusal(funding))).toEqual(['COUNCIL_ARRANGED']);
  });
});
