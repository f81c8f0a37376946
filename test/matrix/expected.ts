import { type Actor, APPLICATION_MARK, BID_MARKS, MARKS, OFFER_MARK, type Stage, type Subjects } from './played.js';

/** Who may see what at which stage: written from the rules alone, and from nothing of the code that is held to it. */

export const SIDES = ['bromley', 'ashdown'] as const;
export type Side = (typeof SIDES)[number];

const CASE_WORKERS = ['broker', 'practitioner', 'discharge-team', 'case-system'];
const VISIT_READERS = ['broker', 'practitioner', 'contract-officer', 'commissioner', 'case-system'];
/** NTF-19 to NTF-21: the desks of a council see the calls that alerts and no replies are about. */
const DESKS = ['duty', 'contact-desk', 'emergency-duty'];
const STAFF = ['rostering', 'provider-user'];
const WHILE_IN_CARE: readonly Stage[] = ['awarded', 'placed', 'started'];
export const SEALED: readonly Stage[] = ['published', 'bid', 'rivalled', 'declined'];

export interface Mark {
  readonly name: string;
  readonly text: string;
  readonly seenBy: (actor: Actor, stage: Stage) => boolean;
  /** The need is what adverts are made of, and worker references are what teams are told by. */
  readonly mayBeTold?: boolean;
  /** False of what may not have been written at all. */
  readonly certain: boolean;
}

const ofCouncil = (side: Side, actor: Actor, roles: readonly string[]) =>
  actor.key === side && roles.includes(actor.role);

/** IDG-27: whose credential is for adverts and the answers to them. */
const bids = (actor: Actor) => STAFF.includes(actor.role) && actor.scopes.includes('offers:read');

/** IDG-27: whose credential is for placements; what was needed is read of one in care. */
const follows = (actor: Actor) => actor.scopes.includes('placements:read');

export const marks: readonly Mark[] = [
  ...SIDES.flatMap((side) => {
    const all = (kind: keyof (typeof MARKS)[Side], seenBy: Mark['seenBy']): Mark[] =>
      Object.entries(MARKS[side][kind]).map(([name, text]) => ({
        name: `${side} ${name}`,
        text,
        seenBy,
        certain: !['decision', 'hospital', 'invoice'].includes(kind),
        mayBeTold: kind === 'need',
      }));
    const personal: Mark['seenBy'] = (actor, stage) =>
      ofCouncil(side, actor, CASE_WORKERS) ||
      // IDG-03, IDG-05: the winner, from the award to the end of care.
      (actor.key === 'oakwood' &&
        STAFF.includes(actor.role) &&
        actor.scopes.includes('placements:read') &&
        WHILE_IN_CARE.includes(stage));
    const delivers = (actor: Actor) =>
      actor.key === 'oakwood' && actor.scopes.some((scope) => scope === 'visits:read' || scope === 'alerts:read');
    return [
      ...all('identity', personal),
      ...all('care', personal),
      ...all('contact', personal),
      ...all('query', personal),
      ...all('hospital', personal),
      ...all('panel', (actor) => ofCouncil(side, actor, CASE_WORKERS)),
      // ASM-23: what is decided about a budget, with reasons that name nobody, is the council's own.
      ...all('budget', (actor) => ofCouncil(side, actor, [...CASE_WORKERS, 'commissioner', 'contract-officer'])),
      // EVAL-13: why it was decided so is for those who may be asked.
      ...all('decision', (actor) => ofCouncil(side, actor, ['broker', 'commissioner'])),
      // IDG-01: the postcode is what an advert may say of the person, to whoever is asked.
      ...all(
        'need',
        (actor, stage) =>
          (actor.key === side && !DESKS.includes(actor.role)) ||
          (actor.key === 'oakwood' && (bids(actor) || (follows(actor) && WHILE_IN_CARE.includes(stage)))) ||
          (actor.key === 'linden' && side === 'bromley' && bids(actor)),
      ),
      // DEL-20: the council's case system hears how care was given, as those do who answer for it.
      ...all('visit', (actor) => ofCouncil(side, actor, [...VISIT_READERS, ...DESKS]) || delivers(actor)),
      // PAY-11: a number is the provider's own, for those who pay by it.
      ...all(
        'invoice',
        (actor) =>
          ofCouncil(side, actor, ['broker', 'commissioner', 'contract-officer', 'case-system']) ||
          (actor.key === 'oakwood' && actor.scopes.includes('figures:read')),
      ),
      ...all('log', (actor) => ofCouncil(side, actor, VISIT_READERS) || delivers(actor)),
    ];
  }),
  // IDG-23: a bid is its author's, and once the window has closed its evaluators'.
  ...(['oakwood', 'linden'] as const).map((author) => ({
    name: `bid of ${author}`,
    certain: true,
    text: BID_MARKS[author],
    seenBy: (actor: Actor, stage: Stage) =>
      (actor.key === author && bids(actor)) ||
      (ofCouncil('bromley', actor, ['broker', 'commissioner']) && !SEALED.includes(stage)),
  })),
  {
    name: 'offer of oakwood',
    certain: false,
    text: OFFER_MARK,
    // What a provider declares of itself is known to the operator of the hub too, who keeps the register.
    seenBy: (actor) => ['bromley', 'ashdown', 'oakwood'].includes(actor.key) || actor.role === 'operator',
  },
  {
    name: 'application of linden',
    certain: true,
    text: APPLICATION_MARK,
    // PROV-26: for its author's people, and for those who evaluate it or answer for that.
    seenBy: (actor) =>
      (actor.key === 'linden' && actor.role === 'provider-user') ||
      ofCouncil('bromley', actor, ['contract-officer', 'commissioner']),
  },
  {
    name: 'bid elsewhere',
    certain: true,
    text: BID_MARKS.elsewhere,
    seenBy: (actor, stage) =>
      (actor.key === 'oakwood' && bids(actor)) ||
      (ofCouncil('ashdown', actor, ['broker', 'commissioner']) && !SEALED.includes(stage)),
  },
];

/** What this text gives away to whoever may not see it. */
export function unexpected(
  actor: Actor,
  stage: Stage,
  text: string,
  subjects: Readonly<Record<Side, Subjects>>,
): readonly string[] {
  const lower = text.toLowerCase();
  const shown = marks.filter((mark) => lower.includes(mark.text.toLowerCase()) && !mark.seenBy(actor, stage));
  const known = SIDES.flatMap((side) =>
    Object.entries(subjects[side])
      .filter(([thing, id]) => id && text.includes(id) && !mayKnow(actor, side, thing, stage))
      .map(([thing]) => `${side} ${thing} id`),
  );
  return [...shown.map(({ name }) => name), ...known];
}

/** Whether somebody may even know that a thing is there. */
function mayKnow(actor: Actor, side: Side, thing: string, stage: Stage): boolean {
  if (/Bid$/.test(thing) && SEALED.includes(stage)) {
    return thing === 'winningBid' ? actor.key === 'oakwood' : actor.key === 'linden';
  }
  if (actor.key === side) return true;
  if (actor.key === 'oakwood') {
    if (['losingBid', 'losingInvitation', 'application'].includes(thing)) return false;
    return !['person', 'package'].includes(thing) || ![...SEALED, 'closed'].includes(stage);
  }
  return (
    actor.key === 'linden' &&
    side === 'bromley' &&
    ['callOff', 'losingBid', 'losingInvitation', 'application'].includes(thing)
  );
}
