import { DEFAULT_POLICY, policySchema } from '../../../../schema/policy.js';
import { policyChanges } from '../../../../subgraphs/providers/rules/councils/policy-changes.js';

const changed = (before: object | null, after: object) =>
  policyChanges(before && policySchema.parse(before), policySchema.parse(after)).map(({ key, before, after }) => [
    key,
    before,
    after,
  ]);

it('IDG-16: each key that differs, with both values', () => {
  expect(changed({ window: { patchMinutes: 90 } }, { window: { patchMinutes: 45 }, alert: { minutes: 20 } })).toEqual([
    ['window.patchMinutes', 90, 45],
    ['alert.minutes', 30, 20],
  ]);
});

it('IDG-16: a key that is left out goes back to its default, and a default that is written out is no change', () => {
  expect(changed({ window: { patchMinutes: 90 } }, {})).toEqual([['window.patchMinutes', 90, 120]]);
  expect(changed({}, DEFAULT_POLICY)).toEqual([]);
});

it('IDG-16: names and hours are compared as a whole, whatever the order of their names', () => {
  expect(changed({ patch: { maxProviders: { A: 1, B: 2 } } }, { patch: { maxProviders: { B: 2, A: 1 } } })).toEqual([]);
  expect(changed({ patch: { maxProviders: { A: 1 } } }, { patch: { maxProviders: { A: 2 } } })).toEqual([
    ['patch.maxProviders', { A: 1 }, { A: 2 }],
  ]);
});

it('IDG-16: a first policy is compared with the defaults', () => {
  expect(changed(null, {})).toEqual([]);
  expect(changed(null, { alert: { minutes: 20 } })).toEqual([['alert.minutes', 30, 20]]);
});
