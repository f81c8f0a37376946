import { isProvider, NotAuthorisedError } from '../../../kernel/caller.js';
import type { RequestContext } from '../../../kernel/request-context.js';
import { type Opening, recordDisclosures } from '../commands/record-disclosures.js';
import type { Ground } from '../entities/disclosure.js';
import { Person } from '../entities/person.js';
import { Placement } from '../entities/placement.js';
import type { Opened } from '../entities/words.js';
import { mayRead, relationshipOf, type Sensitivity, type Viewer } from '../rules/access.js';
import { rowsOf } from './lists.js';

/**
 * The one way out for everything that says something of a person. Whoever may read it now is shown it, and a row that
 * says so is written before the answer leaves: when it cannot be, nothing is answered. [IDG-05, IDG-16]
 *
 * Row-level security has by then hidden what is not this caller's; this asks the access table as well.
 */
export async function open<T extends Openable>(
  context: RequestContext,
  opened: Opened,
  thing: T | null,
): Promise<T | null> {
  if (!thing || context.caller.viewClass) return null;
  const ground = await groundFor(context, SENSITIVITY_OF[opened], thing);
  if (!ground) return null;
  const opening: Opening = {
    council: thing.council,
    personId: thing instanceof Person ? thing.id : thing.personId!,
    packageId: thing.packageId ?? null,
    opened,
    version: thing.version ?? null,
    ground,
  };
  await disclosures(context).load(JSON.stringify(opening));
  return thing;
}

interface Openable {
  readonly id: string;
  readonly council: string;
  readonly personId?: string;
  readonly packageId?: string;
  readonly version?: number;
}

const SENSITIVITY_OF: Readonly<Record<Opened, Sensitivity>> = {
  PERSON: 'IDENTITY',
  NEEDS_ASSESSMENT: 'CARE',
  CARE_PLAN: 'CARE',
  SERVICE_REQUEST: 'CARE',
  DISCHARGE_PASSPORT: 'CARE',
  IPO: 'IDENTITY',
};

/** On what ground the caller may read it, or null. A credential without a reading scope is a fault. [IDG-05, IDG-27] */
async function groundFor(context: RequestContext, sensitivity: Sensitivity, thing: Openable): Promise<Ground | null> {
  const { caller } = context;
  const scope = isProvider(caller) ? 'placements:read' : 'requests:read';
  if (!caller.scopes.includes(scope))
    throw new NotAuthorisedError('IDG-27', `This credential lacks the scope ${scope}.`);
  const ofCouncil = caller.councils.includes(thing.council);
  if (!isProvider(caller))
    return mayRead({ role: caller.role, relationship: 'NONE', ofCouncil }, sensitivity) ? 'COUNCIL' : null;
  const own = thing.packageId
    ? await rowsOf(context, Placement, 'packageId', thing.packageId, 'awardedAt')
    : await rowsOf(context, Placement, 'personId', thing.id, 'awardedAt');
  const relationship = relationshipOf(
    own.map(({ state }) => state),
    false,
  );
  return mayRead({ role: caller.role, relationship, ofCouncil }, sensitivity) ? relationship : null;
}

/** Who is looking at one placement: a provider by its relationship through that placement alone. [IDG-05] */
export function viewerOf(context: RequestContext, placement: Placement): Viewer {
  const { caller } = context;
  return {
    role: caller.role,
    relationship: isProvider(caller) ? relationshipOf([placement.state], false) : 'NONE',
    ofCouncil: caller.role === 'hub' || caller.councils.includes(placement.council),
  };
}

/** One row for each thing opened in a request, however often it is asked for in it. */
function disclosures(context: RequestContext) {
  return context.loader<string, true>('disclosures', async (openings) => {
    await context.beforeAnswer(() =>
      recordDisclosures(
        context.work,
        openings.map((each) => JSON.parse(each) as Opening),
      ),
    );
    return openings.map(() => true as const);
  });
}
