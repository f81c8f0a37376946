import { CARE_TYPES, type CareType } from '../../../../schema/events/cases.js';
import {
  careTypesPriced,
  type Rate,
  type RateKind,
  rateRefusals,
} from '../../../../subgraphs/providers/rules/rates/rate.js';
import { aRate, codes } from './fixtures.js';

describe('one rate', () => {
  const negotiated = { packageId: 'package-1', approvedBy: 'user:officer-1', reason: 'two workers with a rare skill' };
  it.each<[string, Partial<Rate>, string[]]>([
    ['blended', {}, []],
    ['of a penny', { pence: 1 }, []],
    ['of nothing', { pence: 0 }, ['PENCE_INVALID']],
    ['of half a penny', { pence: 2_184.5 }, ['PENCE_INVALID']],
    ['blended, of no care type', { careType: null }, ['CARE_TYPE_REQUIRED']],
    ['of a sleep-in', { kind: 'SLEEP_IN', careType: null }, []],
    ['of a waking night', { kind: 'WAKING_NIGHT', careType: null }, []],
    ['of a sleep-in of a care type', { kind: 'SLEEP_IN' }, ['CARE_TYPE_NOT_EXPECTED']],
    ['of another kind', { kind: 'OTHER', careType: null, label: 'Escort to hospital' }, []],
    ['of another kind, unnamed', { kind: 'OTHER', careType: null }, ['LABEL_REQUIRED']],
    ['negotiated', negotiated, []],
    ['negotiated, with no approver', { ...negotiated, approvedBy: null }, ['APPROVER_REQUIRED']],
    ['negotiated, with no reason', { ...negotiated, reason: ' ' }, ['REASON_REQUIRED']],
    ['that ends before it begins', { to: '2026-03-31' }, ['SPAN_ENDS_BEFORE_IT_BEGINS']],
  ])('PROV-32: %s', (_name, changes, expected) => {
    expect(codes(rateRefusals(aRate(changes)))).toEqual(expected);
  });

  it.each<[RateKind, CareType[] | null, ReadonlyArray<CareType | null>]>([
    ['BLENDED', null, CARE_TYPES],
    ['BLENDED', [], CARE_TYPES],
    ['BLENDED', ['D2A', 'D2A'], ['D2A']],
    ['SLEEP_IN', null, [null]],
  ])('PROV-32: a %s price for %j is for %j', (kind, named, priced) => {
    expect(careTypesPriced(kind, named)).toEqual(priced);
  });
});
