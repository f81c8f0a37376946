import type { RequestContext } from '../../../kernel/graphql/request-context.js';
import { isProvider, NotAuthorisedError } from '../../../kernel/identity/caller.js';
import { councilTextRefusals } from '../../../kernel/screening/screening.js';
import { type Opening, recordDisclosures } from '../commands/people/record-disclosures.js';
import { Person } from '../entities/people/person.js';
import type { Opened } from '../entities/people/words.js';
import { Placement } from '../entities/placements/placement.js';
import { ServiceRequest } from '../entities/requests/service-request.js';
import {
  type Ground,
  groundOf,
  mayRead,
  type OwnPlacement,
  relationshipOf,
  type Sensitivity,
} from '../rules/people/access.js';
import { rowsOf } from './reading.js';

/**
 * The one way out for everything that says something of a person. Whoever may read it now is shown it, and a row that
 * says so is written before the answer leaves. If that row cannot be written, nothing is answered.
 *
 * Row-level security has by then hidden what is not this caller's; this asks the access table as well. [IDG-05,
 * IDG-16]
 */
export async function disclose<T extends Disclosable>(
  context: RequestContext,
  opened: Opened,
  thing: T | null,
): Promise<T | null> {
  if (!thing) return null;
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

interface Disclosable {
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

/** On what ground the caller may read it, or null. */
async function groundFor(
  context: RequestContext,
  sensitivity: Sensitivity,
  thing: Disclosable,
): Promise<Ground | null> {
  if (!isProvider(context.caller)) return sees(context, sensitivity, thing.council) ? 'COUNCIL' : null;
  const own = thing.packageId
    ? await rowsOf(context, Placement, 'packageId', thing.packageId, 'awardedAt')
    : await rowsOf(context, Placement, 'personId', thing.id, 'awardedAt');
  return sees(context, sensitivity, thing.council, own) ? groundOf(own) : null;
}

/**
 * The same for the request form that was released to a provider before an award: the release, which row-level security has
 * found to be its own and in force, is the ground. The notes for whoever delivers the care wait for the award, and so does a
 * summary of the assessment that tells whose it is. [IDG-01, IDG-03, IDG-04, IDG-16]
 */
export async function discloseReleased(
  context: RequestContext,
  form: ServiceRequest | null,
): Promise<ServiceRequest | null> {
  if (!form) return null;
  const { council, personId, packageId, version } = form;
  const opening: Opening = { council, personId, packageId, opened: 'SERVICE_REQUEST', version, ground: 'RELEASED' };
  await disclosures(context).load(JSON.stringify(opening));
  const { assessmentSummary } = form.care;
  const namesNobody = councilTextRefusals(assessmentSummary ?? '', 'assessmentSummary').length === 0;
  const care = { ...form.care, deliveryNotes: null, assessmentSummary: namesNobody ? assessmentSummary : null };
  return Object.assign(new ServiceRequest(), form, { care });
}

/**
 * Whether the caller may read facts of this sensitivity in a case of this council; a provider through these
 * placements of its own. A feed view has no organisation of its own, and sees no more than an advert says;
 * and to ask for more without a scope to read it is a fault. [IDG-05, IDG-26, IDG-27]
 */
export function sees(
  { caller }: RequestContext,
  sensitivity: Sensitivity,
  council: string,
  placements: readonly OwnPlacement[] = [],
): boolean {
  if (sensitivity !== 'OPEN' && sensitivity !== 'NEED') {
    if (caller.viewClass) return false;
    const scope = isProvider(caller) ? 'placements:read' : 'requests:read';
    if (!caller.scopes.includes(scope)) {
      throw new NotAuthorisedError('IDG-27', `This credential lacks the scope ${scope}.`);
    }
  }
  const relationship = isProvider(caller) ? relationshipOf(placements, false) : 'NONE';
  const ofCouncil = caller.role === 'hub' || caller.councils.includes(council);
  return mayRead({ role: caller.role, relationship, ofCouncil }, sensitivity);
}

/** The same of several things: those that the caller may read. */
export async function discloseAll<T extends Disclosable>(
  context: RequestContext,
  opened: Opened,
  things: readonly T[],
): Promise<T[]> {
  const shown = await Promise.all(things.map((thing) => disclose(context, opened, thing)));
  return shown.filter((thing) => thing !== null) as T[];
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
