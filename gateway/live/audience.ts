import { type Caller, isCouncil, isProvider } from '../../kernel/identity/caller.js';
import type { Group, Member } from './group.js';
import type { Suspensions } from './suspensions.js';
import type { Told } from './tail.js';

/** Decides who is told of an event: those in its audience, within their own councils, who are not suspended. */

/** Live members whom an event may be for. Whether each still may have it is asked as it is written. */
export function* liveAudience({ view, live }: Group, event: Told): Generator<Member> {
  if (isProvider(view)) {
    if (!isOfItsCouncils(view, event)) return;
    for (const provider of event.providers) yield* live.get(provider) ?? [];
  } else if (isForCouncilRole(view, event)) {
    for (const members of live.values()) yield* members;
  }
}

export function isForAnyLive(group: Group, event: Told): boolean {
  return !liveAudience(group, event).next().done;
}

/** Whether this one may have an event now. */
export function mayReceive({ session: { caller }, group: { feed } }: Member, event: Told, held: Suspensions): boolean {
  if (!isProvider(caller)) return isForCouncilRole(caller, event);
  return (
    event.providers.has(caller.organisation) &&
    isOfItsCouncils(caller, event) &&
    (feed.evenWhenSuspended === true || !held.hold(caller.organisation, event.council))
  );
}

function isOfItsCouncils({ councils }: Caller, { council }: Told): boolean {
  return council === null || councils.includes(council);
}

/** A council's role is told what is for the role, and of its own council. */
function isForCouncilRole(caller: Caller, event: Told): boolean {
  return isCouncil(caller) && event.council !== null && isOfItsCouncils(caller, event) && event.roles.has(caller.role);
}
