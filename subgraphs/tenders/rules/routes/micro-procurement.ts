import type { Policy } from '../../../../schema/policy.js';
import { categoryOf } from './category.js';
import type { RouteDefinition, RoutedCare, StageDefinition } from './definition.js';
import { isDischargeToAssess } from './discharge-to-assess.js';

/** An emergency, or a quick discharge from hospital: the long list has less time. [ROUT-21; 000 ¶8] */
export function isUrgent({ need }: Pick<RoutedCare, 'need'>): boolean {
  return need.urgency === 'EMERGENCY' || need.discharge !== null || isDischargeToAssess(need);
}

/** In how many minutes the long list tenders: by category, and for what is urgent in fewer. [WIN-10, ROUT-21; 000 ¶7b, ¶8] */
export function responseMinutes({ micro }: Pick<Policy, 'micro'>, care: RoutedCare): number {
  if (isUrgent(care)) return micro.urgentMinutes;
  switch (categoryOf(care.serviceType, care.need.home)) {
    case 'HOME_SUPPORT':
      return micro.homeSupportMinutes;
    case 'CARE_AND_SUPPORT_SUPPORTED_LIVING':
      return micro.supportedLivingMinutes;
    case 'CARE_HOME_WITH_NURSING':
    case 'CARE_HOME_WITHOUT_NURSING':
      return micro.careHomeMinutes;
  }
}

const TENDERED: Omit<StageDefinition, 'kind'> = {
  window: { rule: 'WIN-10', minutes: responseMinutes },
  isShortened: isUrgent,
  late: 'REFUSED',
};

/**
 * Micro procurement: the long list by category, area and type of service is asked (ROUT-23), and each member says in an
 * on-line tender, requirement by requirement, whether it can meet the person's needs (ROUT-24). Those that can are ranked by
 * the council's quality rating alone (EVAL-06). The person is shown the top ranked and chooses (ROUT-25, CHOI-01), or chooses
 * another provider as far as CHOI-02 lets them: in supported living, and of a care home, that may be one that made no tender,
 * which is then asked alone. A place in a care home is tendered for home by home, and one above the council's standard fee is
 * awarded with the top-up settled alone (CHOI-06). [ROUT-21 to ROUT-25, WIN-10, EVAL-06, CHOI-01 to
 * CHOI-10; 000]
 */
export const MICRO_PROCUREMENT: RouteDefinition = {
  route: 'MICRO_PROCUREMENT',
  serviceTypes: ['DOMICILIARY', 'SUPPORTED_LIVING', 'RESIDENTIAL', 'NURSING', 'RESPITE'],
  takes: () => true,
  disclosure: 'ON_AWARD',
  answer: 'TENDER',
  topUps: true,
  stages: [{ kind: 'LONG_LIST', ...TENDERED }],
  choice: {
    recordedBy: ['practitioner', 'broker'],
    rule: 'ROUT-25',
    told: 'ChoiceRequested',
    shown: (policy) => policy.micro.topRankedShown,
    alternatives: { stage: { kind: 'CHOSEN_PROVIDER', ...TENDERED } },
  },
};
