import { providerNamed } from '../../hub/demo/borough.js';
import { People } from '../../hub/demo/people.js';
import { addMinutes } from '../../kernel/time/working-time.js';
import { type CallPattern, WEEKDAYS } from '../../schema/events/cases.js';
import type { TestHub } from '../harness/hub.js';
import type { Answer, FeedItem, Walk } from './walk.js';

/** The acts that most walks begin with, in the words of the people who do them. */
export const people = new People(7);
let key = 0;
/** A key of its own for each act. */
export const nextKey = () => `walk-key-${String(++key).padStart(6, '0')}`;

export const rostering = (provider: string) => `machine:rostering@${provider}`;
export const BROKER = 'user:broker@bromley';
export const CASE_SYSTEM = 'machine:case-system@bromley';
export const DISCHARGE_TEAM = 'user:discharge-team@bromley';
export const providerId = (provider: string) => providerNamed(provider).id;

export type Call = readonly [startTime: string, minutes: number, more?: Partial<CallPattern>];

/** Calls of every day of the week. */
export function calls(...all: readonly Call[]): CallPattern[] {
  return all.map(([startTime, minutes, more]) => ({
    ...{ days: WEEKDAYS, startTime, minutes, workers: 1, activities: ['PERSONAL_CARE'], timeCritical: false },
    ...more,
  }));
}

/** Care that a provider has given since May, unless another day is named, as the council's case system has it. */
export function running(nth: number, week: readonly CallPattern[], provider = 'oakwood', startedOn = '2026-05-04') {
  const {
    endOfLife: _none,
    nightRatesPence: _noNights,
    ...placement
  } = people.running({
    ...{ nth, patch: 'East', calls: week, startedOn, endsOn: null, varied: null, team: [] },
    provider: { ...providerNamed(provider), pence: 2100 },
  });
  return placement;
}

/** The case system hands these placements over; answers their ids, in the same order. */
export async function takeOver(
  walk: Walk,
  ...placements: ReadonlyArray<ReturnType<typeof running>>
): Promise<string[]> {
  const { takeOverPlacements } = await walk.as<Answer>(
    CASE_SYSTEM,
    'take-over-placements',
    { input: { placements, idempotencyKey: nextKey() } },
    { variables: false },
  );
  expect(takeOverPlacements.refusals).toEqual([]);
  const ids = new Map(takeOverPlacements.placements.map(({ lasLineId, id }: Answer) => [lasLineId, id]));
  return placements.map(({ lasLineId }) => ids.get(lasLineId) as string);
}

/** A council's case system asks for a package, and nothing of it is refused. */
export async function submitted(
  walk: Walk,
  caseSystem: string,
  input: object,
): Promise<{ id: string; reference: string }> {
  const { submitServiceRequest } = await walk.as<Answer>(
    caseSystem,
    'submit-service-request',
    { input },
    { variables: false },
  );
  expect(submitServiceRequest.refusals).toEqual([]);
  return submitServiceRequest.package;
}

/** The council's case system asks for care; answers the package. */
export async function request(
  hub: TestHub,
  walk: Walk,
  nth: number,
  over: Parameters<People['request']>[2] = {},
): Promise<{ id: string; reference: string }> {
  const input = people.request(nth, await hub.time.now(), over);
  return submitted(walk, CASE_SYSTEM, input);
}

/** A provider bids for a call-off as it was told of it. */
export async function bid(
  walk: Walk,
  provider: string,
  told: FeedItem,
  over: Record<string, unknown> = {},
): Promise<Answer> {
  const { submitBid } = await walk.as<Answer>(rostering(provider), 'submit-bid', {
    input: {
      callOffId: told.callOffId,
      version: told.callOff!.version,
      startDate: told.callOff!.need.neededFrom,
      startTime: '08:00',
      deliveryStatement: 'The same two carers through the week, from a team that knows the streets.',
      idempotencyKey: nextKey(),
      ...over,
    },
  });
  return submitBid;
}

/** The broker takes a bid; null is the one that comes first. */
export async function award(
  hub: TestHub,
  walk: Walk,
  callOffId: string,
  over: Record<string, unknown> = {},
): Promise<Answer> {
  const { awardCallOff } = await walk.as<Answer>(BROKER, 'award-call-off', {
    input: {
      callOffId,
      bidId: null,
      involvement: [{ who: 'FAMILY', how: 'Spoken with by telephone', at: (await hub.time.now()).toISOString() }],
      idempotencyKey: nextKey(),
      ...over,
    },
  });
  return awardCallOff;
}

/** One minute after a call-off's window has closed. */
export function afterClose(told: FeedItem): Date {
  return addMinutes(new Date(told.callOff!.closesAt), 1);
}
