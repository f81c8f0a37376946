import { DEFAULT_POLICY } from '../../../../schema/policy.js';
import {
  POLICY_KEYS,
  policyDocumentRefusals,
  valueAt,
} from '../../../../subgraphs/providers/rules/councils/policy-document.js';

const faults = (document: unknown) =>
  policyDocumentRefusals(document, 'input.document').map(({ code, field, message }) => [code, field, message]);

describe('what is no policy document', () => {
  it('IDG-26: a document may leave out everything, or say everything', () => {
    expect(faults({})).toEqual([]);
    expect(faults(DEFAULT_POLICY)).toEqual([]);
  });

  it.each([
    [{ window: { patchMinutes: 0 } }, 'window.patchMinutes', 'a whole number above 0'],
    [{ window: { patchMinutes: 1.5 } }, 'window.patchMinutes', 'a whole number above 0'],
    [{ window: { patchMinutes: '120' } }, 'window.patchMinutes', 'a whole number above 0'],
    [{ window: { amendmentMinSharePct: 100.5 } }, 'window.amendmentMinSharePct', 'a number from 0 to 100'],
    [{ visit: { shortMinutes: -1 } }, 'visit.shortMinutes', 'a whole number from 0 up'],
    [{ contract: { spendThresholdPence: 'much' } }, 'contract.spendThresholdPence', 'a whole number'],
    [{ d2a: { startHours: 0 } }, 'd2a.startHours', 'a number above 0'],
    [{ d2a: { latestBookedCall: '24:00' } }, 'd2a.latestBookedCall', 'a time of day, HH:MM'],
    [{ d2a: { callBand: { from: '07:00' } } }, 'd2a.callBand.to', 'a time of day, HH:MM'],
    [
      { d2a: { brokerageHours: { weekday: 9, weekend: null } } },
      'd2a.brokerageHours.weekday',
      'an object with from, to, or null',
    ],
    [
      { d2a: { brokerageHours: { weekday: { from: '9', to: '17:00' }, weekend: null } } },
      'd2a.brokerageHours.weekday.from',
      'a time of day, HH:MM',
    ],
    [{ window: { clock: 'NIGHTLY' } }, 'window.clock', 'one of ELAPSED, BROKERAGE_HOURS'],
    [{ award: { ipoRequired: 'yes' } }, 'award.ipoRequired', 'true or false'],
    [{ calendar: { extraHolidays: ['2026-01-02', '2.1.2026'] } }, 'calendar.extraHolidays[1]', 'a date, YYYY-MM-DD'],
    [{ route: { enabled: 'PATCH' } }, 'route.enabled', /^a list, each of it one of PATCH, FRAMEWORK, D2A_PATCH/],
    [
      { patch: { maxProviders: { Northside: 0 } } },
      'patch.maxProviders',
      'an object that gives each name a whole number above 0',
    ],
    [{ patch: { escalateToOtherPatches: [''] } }, 'patch.escalateToOtherPatches[0]', /^a text of 1 to 100 characters/],
    [{ cqc: { gate: { scope: 1 } } }, 'cqc.gate.scope', 'one of OVERALL, ANY_KEY_QUESTION'],
  ])('IDG-26: %j is refused with what %s takes', (document, key, takes) => {
    const [[code, field, message] = [], ...more] = faults(document);
    expect([code, field, more]).toEqual(['POLICY_VALUE_INVALID', `input.document.${key}`, []]);
    if (takes instanceof RegExp) expect(message).toMatch(new RegExp(`^This takes ${takes.source.slice(1)}`));
    else expect(message).toBe(`This takes ${takes}.`);
  });

  it('IDG-26: a key that there is not is refused with those that there are', () => {
    expect(faults({ window: { patchMinute: 5 } })).toEqual([
      ['POLICY_KEY_UNKNOWN', 'input.document.window', expect.stringContaining('patchMinutes, frameworkMinutes')],
    ]);
    expect(faults({ windows: {} })).toEqual([
      ['POLICY_KEY_UNKNOWN', 'input.document', expect.stringContaining('route, window, ')],
    ]);
  });

  it.each([[null], [1], ['{}'], [[]]])('IDG-26: %j is no document', (document) => {
    expect(faults(document)).toEqual([['POLICY_VALUE_INVALID', 'input.document', expect.any(String)]]);
  });

  it('IDG-26: no message or path repeats what was given', () => {
    const document = {
      'Joan Carer': 1,
      window: { 'Joan Carer': 1, clock: 'Joan Carer' },
      patch: { maxProviders: { 'Joan Carer': 'Joan Carer', [`Joan Carer${'x'.repeat(100)}`]: 1 } },
      calendar: { extraHolidays: ['Joan Carer'] },
    };
    const all = policyDocumentRefusals(document, 'input.document');
    expect(all.length).toBeGreaterThanOrEqual(6);
    expect(JSON.stringify(all)).not.toContain('Joan');
  });

  it('IDG-26, IDG-27: names are as many, and numbers as large, as an input may have', () => {
    const names = (count: number) => ({
      patch: { maxProviders: Object.fromEntries(Array.from({ length: count }, (_, nth) => [`Joan ${nth}`, 1])) },
    });
    expect(faults(names(100))).toEqual([]);
    expect(faults(names(101))).toEqual([['TOO_MANY_NAMES', 'input.document.patch.maxProviders', expect.any(String)]]);
    expect(faults({ window: { patchMinutes: 2 ** 31 } })).toEqual([
      ['NUMBER_TOO_LARGE', 'input.document.window.patchMinutes', expect.any(String)],
    ]);
    // Whatever a patch is called, the path ends before it.
    expect(faults({ patch: { maxProviders: { 'Joan.Carer': 2 ** 31 } } })).toEqual([
      ['NUMBER_TOO_LARGE', 'input.document.patch.maxProviders', expect.any(String)],
    ]);
    expect(faults({ calendar: { extraHolidays: Array.from({ length: 101 }, () => '2026-01-02') } })).toEqual([
      ['LIST_TOO_LONG', 'input.document.calendar.extraHolidays', expect.any(String)],
    ]);
  });

  it('IDG-26: every fault is told, not the first alone', () => {
    expect(faults({ window: { patchMinutes: 0, frameworkMinutes: 0 }, alert: { minutes: -1 } })).toHaveLength(3);
  });
});

describe('all that a council may set', () => {
  it('IDG-26: each is told with a sentence and with what it takes', () => {
    for (const { key, means, takes } of POLICY_KEYS) {
      expect([key, means]).toEqual([key, expect.stringMatching(/^[A-Z].{10,}\.$/)]);
      expect([key, takes]).toEqual([key, expect.stringMatching(/^(a|an|one|true) /)]);
    }
  });

  it('IDG-26: is read from a policy by its key', () => {
    expect(valueAt(DEFAULT_POLICY, 'window.patchMinutes')).toBe(DEFAULT_POLICY.window.patchMinutes);
    expect(valueAt(DEFAULT_POLICY, 'cqc.gate.scope')).toBe(DEFAULT_POLICY.cqc.gate.scope);
    for (const { key } of POLICY_KEYS) expect([key, valueAt(DEFAULT_POLICY, key)]).not.toEqual([key, undefined]);
  });
});
