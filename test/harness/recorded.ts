import { readFileSync } from 'node:fs';
import type { NewEvent } from '../../schema/events/envelope.js';

/**
 * Events as their owners' own code told them, for tests of another subgraph that hears them: recorded by
 * test/walks/recorded-events.test.ts, which fails once they differ (`npm run walks` records them anew). A test changes in
 * one what it is about, and nobody writes one by hand.
 */
export const RECORDED = new URL('./recorded-events.json', import.meta.url);

export const RECORDED_TYPES = [
  'ServiceRequestReady',
  'ProviderStandingChanged',
  'HomeStandingChanged',
  'CallOffPublished',
  'BidReceived',
  'InvitationAnswered',
  'CallOffAwarded',
  'PlacementProposed',
  'CommissionedCallsChanged',
  'FirstCallMade',
  'PlacementStarted',
  'VariationEffective',
  'PlacementEnded',
  'SrfRequested',
  'SrfRecalled',
] as const;
export type RecordedType = (typeof RECORDED_TYPES)[number];

export type RecordedEvent = Pick<NewEvent, 'type' | 'subject' | 'council' | 'audience'> & {
  readonly data: Readonly<Record<string, unknown>>;
};

let held: readonly RecordedEvent[] | undefined;

/**
 * A recorded event of this type, with what the test says of it in place of what was recorded. It is a fault to speak of
 * anything that its owner does not tell.
 */
export function recorded(
  type: RecordedType,
  over: Readonly<Record<string, unknown>> = {},
  of: Partial<Pick<RecordedEvent, 'subject' | 'council' | 'audience'>> = {},
): RecordedEvent {
  held ??= JSON.parse(readFileSync(RECORDED, 'utf8')) as RecordedEvent[];
  const event = held.find((each) => each.type === type);
  if (!event) throw new Error(`${type} is not recorded: npm run walks`);
  const untold = Object.keys(over).filter((name) => !(name in event.data));
  if (untold.length > 0) throw new Error(`${type} does not tell ${untold.join(', ')}`);
  return { ...event, ...of, data: { ...event.data, ...over } };
}
