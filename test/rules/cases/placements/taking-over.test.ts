import { DEFAULT_POLICY } from '../../../../schema/policy.js';
import {
  heldOtherwiseRefusal,
  LARGEST_TAKE_OVER,
  lineTwiceRefusal,
  takeOverSizeRefusal,
  takingOverRefusals,
} from '../../../../subgraphs/cases/rules/placements/taking-over.js';
import { aCall, aPerson, told } from '../given.js';

type Running = Parameters<typeof takingOverRefusals>[0];
const running: Running = {
  person: aPerson,
  cohort: 'ADULT',
  contacts: [],
  careType: 'STANDARD_ADULT',
  calls: [aCall],
  startedOn: '2024-11-04',
  hourlyRatePence: 2150,
  nightRatesPence: { SLEEP_IN: null, WAKING_NIGHT: null },
  lasLineId: 'LINE-7',
};
const refusalsOf = (change: Partial<Running> = {}) =>
  told(takingOverRefusals({ ...running, ...change }, 'input.placements.3', '2026-06-01', DEFAULT_POLICY));

describe('taking over a placement that runs already', () => {
  it('ASM-37: nothing keeps a whole one from it', () => {
    expect(refusalsOf()).toEqual([]);
  });

  it.each([
    ['2026-06-01', []],
    ['2026-06-02', ['ASM-37 input.placements.3.startedOn']],
  ])('ASM-37: on 1 June 2026, one that started on %s: %j', (startedOn, refusals) => {
    expect(refusalsOf({ startedOn })).toEqual(refusals);
  });

  it.each([
    ['no calls', { calls: [] }, ['ASM-37 input.placements.3.calls']],
    ['a call of 20 minutes', { calls: [{ ...aCall, minutes: 20 }] }, ['DEL-06 input.placements.3.calls.0.minutes']],
    ['no line on LAS', { lasLineId: ' ' }, ['AWRD-02 input.placements.3.lasLineId']],
    [
      'a sleep-in at nothing',
      { nightRatesPence: { SLEEP_IN: 0, WAKING_NIGHT: null } },
      ['AWRD-10 input.placements.3.sleepInRatePence'],
    ],
    [
      'a waking night below nothing',
      { nightRatesPence: { SLEEP_IN: 6150, WAKING_NIGHT: -1 } },
      ['AWRD-10 input.placements.3.wakingNightRatePence'],
    ],
    ['no rate', { hourlyRatePence: 0 }, ['AWRD-10 input.placements.3.hourlyRatePence']],
    ['a discharge to assess', { careType: 'D2A' }, ['ROUT-16 input.placements.3.careType']],
    [
      'a person without the council’s id',
      { person: { ...aPerson, councilPersonId: '' } },
      ['IDG-07 input.placements.3.person.councilPersonId'],
    ],
    [
      'a contact whom nobody can reach',
      { contacts: [{ role: 'NEXT_OF_KIN', order: 1, authority: 'MAY_DECIDE', routes: [], preferredFormat: null }] },
      ['IDG-09 input.placements.3.contacts.0.routes'],
    ],
  ] as ReadonlyArray<[string, Partial<Running>, string[]]>)(
    'ASM-37: %s keeps it from being taken over, each told by its place',
    (_, change, refusals) => {
      expect(refusalsOf(change)).toEqual(refusals);
    },
  );

  it.each([
    [0, 'TAKE_OVER_SIZE'],
    [1, undefined],
    [LARGEST_TAKE_OVER, undefined],
    [LARGEST_TAKE_OVER + 1, 'TAKE_OVER_SIZE'],
  ])('ASM-37: %s at once: %s', (count, code) => {
    expect(takeOverSizeRefusal(count)?.code).toBe(code);
  });

  it('AWRD-02: a line that is named twice is refused where it comes again', () => {
    const lines = ['LINE-1', 'LINE-2', 'LINE-1'];
    expect(lines.map((_, place) => lineTwiceRefusal(lines, place, `input.placements.${place}`)?.field)).toEqual([
      undefined,
      undefined,
      'input.placements.2.lasLineId',
    ]);
  });

  it.each([
    ['as it is', {}, undefined],
    ['for another person', { councilPersonId: 'P-2' }, 'input.placements.2.person.councilPersonId'],
    ['by another provider', { providerId: 'elm' }, 'input.placements.2.providerId'],
  ])('ASM-37: a line that is held %s', (_, change, field) => {
    const { councilPersonId } = running.person;
    const held = { councilPersonId, providerId: 'oak', ...change };
    expect(heldOtherwiseRefusal({ ...running, providerId: 'oak' }, held, 'input.placements.2')?.field).toBe(field);
  });
});
