import { DEFAULT_POLICY } from '../../../../schema/policy.js';
import { needProfile } from '../../../../subgraphs/cases/rules/requests/need-profile.js';
import { PACKAGE_STATES } from '../../../../subgraphs/cases/rules/requests/package-states.js';
import { changedNeed, revisionRefusal } from '../../../../subgraphs/cases/rules/requests/request-revision.js';
import { aPerson, careAtHome } from '../given.js';

const need = needProfile({ care: careAtHome, person: aPerson, patch: 'East', passport: null }, DEFAULT_POLICY);

describe('what a later version of a request changes', () => {
  it('WIN-14: an equal need has not changed, in whatever order its keys come', () => {
    const reordered = Object.fromEntries(Object.entries(structuredClone(need)).reverse()) as typeof need;
    expect(changedNeed(need, reordered)).toEqual([]);
  });

  it('WIN-14: each part that differs is named, in alphabetical order', () => {
    const longer = { ...need, patch: 'West', calls: [{ ...need.calls[0]!, minutes: 60 }] };
    expect(changedNeed(need, longer)).toEqual(['calls', 'patch']);
  });

  it('WIN-14: a part that is new, or gone, has changed', () => {
    expect(changedNeed(need, { ...need, cypAge: 12 })).toEqual(['cypAge']);
    const { languages: _, ...without } = need;
    expect(changedNeed(need, without as typeof need)).toEqual(['languages']);
  });

  it('ASM-36, ASM-06: a need from before the hub knew of homes says the same as one that asks for none', () => {
    const { home: _, ...before } = need;
    expect(changedNeed(before as typeof need, need)).toEqual([]);
  });
});

describe('a later version of a request', () => {
  it.each(PACKAGE_STATES)('ASM-36: %s: whether the rest, and whether the need, may change', (state) => {
    const over = ['REFUSED', 'CLOSED', 'CANCELLED', 'SIGNPOSTED_DP'].includes(state);
    const awarded = ['PLACED', 'ACTIVE'].includes(state);
    expect(revisionRefusal(state, [])?.code).toBe(over ? 'PACKAGE_OVER' : undefined);
    expect(revisionRefusal(state, ['calls'])?.code).toBe(
      over ? 'PACKAGE_OVER' : awarded ? 'NEED_CHANGED_AFTER_AWARD' : undefined,
    );
  });
});
