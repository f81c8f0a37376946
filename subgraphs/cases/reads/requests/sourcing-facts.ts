import type { EntityManager } from '../../../../kernel/database/orm.js';
import type { Package } from '../../entities/requests/package.js';
import { PanelDecision } from '../../entities/requests/panel-decision.js';
import { packageStates } from '../../rules/requests/package-states.js';
import type { PanelDecision as PanelDecisionFacts } from '../../rules/requests/panel-decision.js';
import { purposeOf } from '../../rules/requests/panel-decision.js';
import { type SourcingFacts, sourcingStanding } from '../../rules/requests/sourcing-guard.js';
import { agreedBudgetPence } from '../../rules/requests/starter-budget.js';
import { budgetFacts, starterBudgetOf } from './starter-budget-of.js';

/** What the sourcing of a package is based on, from its row and the panel's decisions. [ASM-03, ASM-25] */
export function sourcingFactsOf(carePackage: Package, panelDecisions: readonly PanelDecisionFacts[]): SourcingFacts {
  const { sourcingVersion: version, formKind, formCompletedAt } = carePackage;
  if (carePackage.path === 'PASSPORT') {
    const { d2aEligible, d2aDecidedAt, passportReceivedAt } = carePackage;
    return {
      path: 'PASSPORT',
      version,
      // Only decisions of the D2A team are ever kept.
      eligibility:
        d2aEligible === null || !d2aDecidedAt
          ? null
          : { eligible: d2aEligible, decidedByD2aTeam: true, decidedAt: d2aDecidedAt },
      passportReceivedAt,
    };
  }
  return {
    path: 'PANEL',
    version,
    purpose: carePackage.panelPurpose ?? purposeOf(carePackage.serviceType),
    assessmentCompletedAt: carePackage.assessmentCompletedAt,
    carePlanCompletedAt: carePackage.carePlanCompletedAt,
    panelDecisions,
    form: formKind && formCompletedAt ? { kind: formKind, completedAt: formCompletedAt } : null,
    withBrokerageAt: carePackage.withBrokerageAt,
  };
}

interface SourcingAnswer {
  readonly version: number;
  readonly agreed: boolean;
  readonly missing: readonly string[];
  /** Null while the individual budget may not be used. (ASM-23) */
  readonly agreedBudgetPence: number | null;
}

/** The sourcing guard's answer as of now, for whoever awards (ASM-03): which rules something is missing for, if any. */
export async function sourcingAnswer(em: EntityManager, carePackage: Package, now: Date): Promise<SourcingAnswer> {
  const decisions = await em.find(PanelDecision, { packageId: carePackage.id });
  const { version, refusals } = sourcingStanding(sourcingFactsOf(carePackage, decisions), now);
  const missing = new Set(refusals.map(({ rule }) => rule));
  if (packageStates.terminal.includes(carePackage.state)) missing.add('SM-1');
  const budget = await starterBudgetOf(em, carePackage.id);
  const budgetPence = agreedBudgetPence(budget && budgetFacts(budget));
  return { version, agreed: missing.size === 0, missing: [...missing], agreedBudgetPence: budgetPence };
}
