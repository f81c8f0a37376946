import type { CallOffRoute, StageKind } from '../../../../schema/events/tenders.js';
import type { Policy } from '../../../../schema/policy.js';
import { C2P_DOMICILIARY } from './c2p-domiciliary.js';
import { D2A_PATCH } from './d2a-patch.js';
import type { RouteDefinition, RoutedCare, StageDefinition } from './definition.js';
import { DPS_INDIVIDUAL } from './dps-individual.js';
import { DPS_SCHEME } from './dps-scheme.js';
import { DPS_SMALL_GROUP } from './dps-small-group.js';
import { FRAMEWORK } from './framework.js';
import { MICRO_PROCUREMENT } from './micro-procurement.js';
import { PATCH } from './patch.js';
import { RESIDENTIAL_MATCH } from './residential-match.js';
import { RESPITE_MATCH } from './respite-match.js';
import { SPECIALIST_FRAMEWORK } from './specialist-framework.js';

/** Every route that the hub runs; care goes by the first that takes it of those that its council has opened. */
export const ROUTES: readonly RouteDefinition[] = [
  D2A_PATCH,
  SPECIALIST_FRAMEWORK,
  PATCH,
  FRAMEWORK,
  C2P_DOMICILIARY,
  RESIDENTIAL_MATCH,
  RESPITE_MATCH,
  MICRO_PROCUREMENT,
  DPS_SCHEME,
  DPS_SMALL_GROUP,
  DPS_INDIVIDUAL,
];

export function definitionOf(route: CallOffRoute): RouteDefinition {
  const found = ROUTES.find((each) => each.route === route);
  if (!found) throw new Error(`Route ${route} is not defined.`);
  return found;
}

/** The route that this care goes by at a council with this policy; undefined if it has opened none for it. [ROUT-02] */
export function routeFor(care: RoutedCare, { route: { enabled } }: Pick<Policy, 'route'>): RouteDefinition | undefined {
  return ROUTES.find(
    (each) => enabled.includes(each.route) && sources(each, care) && bundles(each, care) && each.takes(care),
  );
}

/** Whether a route seeks this care with as many others as it is to be sought with: by itself, or together. [ROUT-37, ROUT-39] */
export function bundles({ together }: Pick<RouteDefinition, 'together'>, care: Pick<RoutedCare, 'together'>): boolean {
  return (together ?? null) === (care.together?.kind ?? null);
}

/** Whether a route sources care of this type at all. [ROUT-01] */
export function sources({ serviceTypes }: RouteDefinition, { serviceType }: Pick<RoutedCare, 'serviceType'>): boolean {
  return serviceTypes.includes(serviceType);
}

/** A stage of a call-off on a route. */
export interface StageOf {
  readonly route: CallOffRoute;
  readonly stage: StageKind;
}

/** The same, with what is sought in it: its clock may depend on that. [WIN-10] */
export interface SoughtIn extends StageOf {
  readonly care: RoutedCare;
}

/** Every stage that a route may have: those that it asks in order, and the one of a provider that somebody chose. */
export function stagesOf({ stages, choice }: RouteDefinition): readonly StageDefinition[] {
  return choice?.alternatives ? [...stages, choice.alternatives.stage] : stages;
}

/** The stages whose late answers are chased rather than refused. [WIN-13] */
export const CHASED_STAGES: readonly StageOf[] = ROUTES.flatMap(({ route, stages }) =>
  stages.filter(({ late }) => late === 'CHASED').map(({ kind }) => ({ route, stage: kind })),
);

export function stageOf({ route, stage }: StageOf): StageDefinition {
  const found = stagesOf(definitionOf(route)).find(({ kind }) => kind === stage);
  if (!found) throw new Error(`Route ${route} has no stage ${stage}.`);
  return found;
}
