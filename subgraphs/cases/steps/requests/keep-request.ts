import type { Transaction } from '../../../../kernel/database/work.js';
import { referenceFor } from '../../../../kernel/values/ids.js';
import { Package } from '../../entities/requests/package.js';
import { PanelDecision } from '../../entities/requests/panel-decision.js';
import { ServiceRequest } from '../../entities/requests/service-request.js';
import { isJointlyFunded } from '../../rules/requests/commissioner.js';
import { type PanelDecision as PanelDecisionFacts, purposeOf } from '../../rules/requests/panel-decision.js';
import type { ServiceType } from '../../rules/requests/request-type.js';
import type { RequestBrought } from '../../rules/requests/service-request.js';
import type { SpecialistGround } from '../../rules/requests/specialist.js';
import { togetherOf } from '../../rules/requests/together.js';

/** A request for a service that the brokerage team sources. */
export type RequestSourced = RequestBrought & { readonly serviceType: ServiceType };

/** A new package on a request, before its need is known. */
export function packageOnRequest(
  council: string,
  { lasRequestId: sourceId }: RequestSourced,
  policyVersion: string,
  openedAt: Date,
): Package {
  const carePackage = new Package();
  Object.assign(carePackage, {
    council,
    reference: referenceFor('PK', carePackage.id),
    path: 'PANEL',
    sourceId,
    sourcingVersion: 1,
    policyVersion,
    openedAt,
    closedAt: null,
    cancelReason: null,
    d2aPurpose: null,
    d2aEligible: null,
    d2aDecidedAt: null,
    passportReceivedAt: null,
    warnings: [],
  } satisfies Partial<Package>);
  return carePackage;
}

/** Keeps on the package what its sourcing is based on, from this version of the request. [ASM-03] */
export function stateChain(carePackage: Package, request: RequestSourced): void {
  Object.assign(carePackage, {
    sourceVersion: request.version,
    serviceType: request.serviceType,
    funding: request.funding,
    commissioners: [...request.commissioners],
    jointlyFunded: isJointlyFunded(request.commissioners),
    panelPurpose: purposeOf(request.serviceType),
    assessmentCompletedAt: request.assessmentCompletedAt,
    carePlanCompletedAt: request.carePlanCompletedAt,
    formKind: request.form?.kind ?? null,
    formCompletedAt: request.form?.completedAt ?? null,
    withBrokerageAt: request.withBrokerageAt,
    together: togetherOf(request.together),
    ...specialistFacts(request.specialistGround),
  } satisfies Partial<Package>);
}

/** On what a case is flagged as specialist, as its package keeps it. [ASM-22] */
export function specialistFacts(
  ground: SpecialistGround | null,
): Pick<Package, 'specialistDefinition' | 'specialistJustification'> {
  return {
    specialistDefinition: ground?.definitionVersion.trim() ?? null,
    specialistJustification: ground?.justification.trim() ?? null,
  };
}

/** Keeps a decision of the panel. [ASM-04] */
export function keepDecision(t: Transaction, carePackage: Package, decision: PanelDecisionFacts): void {
  const { purpose, outcome, decidedAt, conditions, respiteAllowanceConfirmed } = decision;
  const { id: packageId, council } = carePackage;
  t.em.persist(
    t.em.create(PanelDecision, {
      council,
      packageId,
      purpose,
      outcome,
      decidedAt,
      conditions,
      respiteAllowanceConfirmed,
    }),
  );
}

/** Keeps this version of the request form, with all that came with it. [ASM-05, ASM-06] */
export function keepForm(
  t: Transaction,
  carePackage: Package,
  request: RequestSourced,
  { kind, completedAt }: NonNullable<RequestSourced['form']>,
  receivedAt: Date,
): void {
  const { id: packageId, council, personId, need } = carePackage;
  t.em.persist(
    t.em.create(ServiceRequest, {
      council,
      packageId,
      personId,
      version: request.version,
      kind,
      completedAt,
      receivedAt,
      care: {
        groups: [...request.groups],
        calls: [...need.calls],
        home: need.home,
        skills: [...request.skills],
        carerGender: request.carerGender,
        languages: [...request.languages],
        complexNeedsDetail: request.complexNeedsDetail,
        assessmentSummary: request.assessmentSummary,
        deliveryNotes: request.deliveryNotes,
      },
      submitted: request,
    }),
  );
}
