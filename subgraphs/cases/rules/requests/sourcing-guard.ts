import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import { type D2aEligibility, d2aEligibilityRefusal } from './d2a-eligibility.js';
import { type PanelDecision, type PanelPurpose, panelAgreement } from './panel-decision.js';

/**
 * SRF: Service Request Form, for care at home. RRF: Residential Request Form, for homes and respite. [ASM-05, ASM-06]
 */
export type RequestFormKind = 'SRF' | 'RRF';

/** What must stand behind a call-off that a panel agreed to. Dates are when each step was completed. [ASM-03] */
export interface PanelChain {
  readonly path: 'PANEL';
  /** Grows by one with every change of these facts; kept on the award. */
  readonly version: number;
  readonly purpose: PanelPurpose;
  readonly assessmentCompletedAt: Date | null;
  readonly carePlanCompletedAt: Date | null;
  readonly panelDecisions: readonly PanelDecision[];
  readonly form: { readonly kind: RequestFormKind; readonly completedAt: Date } | null;
  /** The plan's arrival in the brokerage team's work tray. */
  readonly withBrokerageAt: Date | null;
}

/** What must stand behind a D2A call-off, which needs no panel. [ASM-25] */
export interface PassportChain {
  readonly path: 'PASSPORT';
  readonly version: number;
  readonly eligibility: D2aEligibility | null;
  readonly passportReceivedAt: Date | null;
}

export type SourcingFacts = PanelChain | PassportChain;

/** The answer to "may this be sourced?", with the facts and the version it was given on. No refusals means yes. */
export interface SourcingStanding {
  readonly version: number;
  readonly facts: SourcingFacts;
  readonly refusals: readonly Refusal[];
}

/** The form that this purpose is requested on. [ASM-05, ASM-06] */
export function formFor(purpose: PanelPurpose): RequestFormKind {
  return purpose === 'SEARCH_FOR_PROVIDER' || purpose === 'INCREASE' ? 'SRF' : 'RRF';
}

/**
 * Whether the package may be sourced by a call-off that opens at `callOffAt`; asked then, and again at the award.
 *
 * On the panel's path every step must be there and none dated after the next: assessment, care plan, the panel's
 * agreement to this purpose, request form, brokerage, call-off. Steps at the same instant comply. On the passport's
 * path the D2A team must have found the person eligible and the passport have arrived. Each step that is missing or
 * out of order is its own refusal. [ASM-03, ASM-04, ASM-25]
 */
export function sourcingStanding(facts: SourcingFacts, callOffAt: Date): SourcingStanding {
  const refusals = facts.path === 'PANEL' ? panelRefusals(facts, callOffAt) : passportRefusals(facts, callOffAt);
  return { version: facts.version, facts, refusals };
}

interface Step {
  readonly name: string;
  readonly code: string;
  readonly field: string;
  readonly at: Date | null;
  /** Says more exactly than "missing" why the step does not count. */
  readonly refusal?: Refusal;
}

/**
 * What must stand behind a package that the panel has refused or deferred, and that goes no further for now: the steps
 * before the panel, in order, none dated after its decision, nor that after `now`. [ASM-03, ASM-04]
 */
export function putToPanelRefusals(facts: PanelChain, decidedAt: Date, now: Date): readonly Refusal[] {
  const decision = { name: "panel's decision", code: 'PANEL', field: 'input.panelDecision', at: decidedAt };
  return chainRefusals([...stepsBeforePanel(facts), decision], { name: 'present', at: now });
}

function stepsBeforePanel(facts: PanelChain): readonly Step[] {
  return [
    {
      name: 'completed needs assessment',
      code: 'ASSESSMENT',
      field: 'input.assessmentCompletedAt',
      at: facts.assessmentCompletedAt,
    },
    {
      name: 'completed care and support plan',
      code: 'CARE_PLAN',
      field: 'input.carePlanCompletedAt',
      at: facts.carePlanCompletedAt,
    },
  ];
}

function panelRefusals(facts: PanelChain, callOffAt: Date): Refusal[] {
  const panel = panelAgreement(facts.panelDecisions, facts.purpose);
  const steps: readonly Step[] = [
    ...stepsBeforePanel(facts),
    'agreement' in panel
      ? { name: 'panel agreement', code: 'PANEL', field: 'input.panelDecision', at: panel.agreement.decidedAt }
      : { name: 'panel agreement', code: 'PANEL', field: 'input.panelDecision', at: null, refusal: panel.refusal },
    formStep(facts),
    {
      name: "plan's arrival with brokerage",
      code: 'BROKERAGE',
      field: 'input.withBrokerageAt',
      at: facts.withBrokerageAt,
    },
  ];
  return chainRefusals(steps, { name: 'call-off', at: callOffAt });
}

function chainRefusals(steps: readonly Step[], end: Pick<Step, 'name'> & { readonly at: Date }): Refusal[] {
  const missing = steps.filter((step) => step.at === null).map((step) => step.refusal ?? missingRefusal(step));
  return [...missing, ...outOfOrder(steps, end)];
}

function formStep({ form, purpose }: PanelChain): Step {
  const kind = formFor(purpose);
  const step = {
    name: `completed request form (${kind})`,
    code: 'FORM',
    field: 'input.form',
    at: form?.completedAt ?? null,
  };
  if (!form || form.kind === kind) return step;
  return {
    ...step,
    at: null,
    refusal: refuse(
      kind === 'SRF' ? 'ASM-05' : 'ASM-06',
      'FORM_OF_ANOTHER_KIND',
      `This purpose is requested on the ${kind}.`,
      'input.form',
    ),
  };
}

function missingRefusal(step: Step): Refusal {
  return {
    rule: 'ASM-03',
    code: `${step.code}_MISSING`,
    message: `The ${step.name} must be on record before the package is sourced.`,
    field: step.field,
  };
}

/** Each step that is dated after the next one that is there; the last is followed by what they all lead to. */
function outOfOrder(steps: readonly Step[], end: { readonly name: string; readonly at: Date }): Refusal[] {
  const dated = steps.filter((step): step is Step & { readonly at: Date } => step.at !== null);
  return dated.flatMap((step, index) => {
    const next = dated[index + 1] ?? end;
    if (step.at <= next.at) return [];
    return [
      {
        rule: 'ASM-03',
        code: `${step.code}_OUT_OF_ORDER`,
        message: `The ${step.name} must not be dated after the ${next.name}.`,
        field: step.field,
      },
    ];
  });
}

function passportRefusals(facts: PassportChain, callOffAt: Date): Refusal[] {
  const refusals: Refusal[] = [];
  const ineligible = d2aEligibilityRefusal(facts.eligibility, callOffAt);
  if (ineligible) refusals.push(ineligible);
  if (!facts.passportReceivedAt || facts.passportReceivedAt > callOffAt) {
    refusals.push(
      refuse(
        'ASM-24',
        'PASSPORT_MISSING',
        'A D2A package is sourced once its discharge passport has been received.',
        'input.passport',
      ),
    );
  }
  return refusals;
}
