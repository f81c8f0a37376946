import type { Check, EligibilityCheckId, EligibilityFacts } from '../invitations/check.js';
import { placeKindPaid, placeKindsNeeded, placesFreeBy } from './home.js';

type HomeCheck = (facts: EligibilityFacts) => Check<EligibilityCheckId>;

/** Whether the home gives the kind of place that is needed, nursing included. (PROV-21, ASM-06) */
const homeKindCheck: HomeCheck = ({ home, need }) => {
  const needed = need.home ? placeKindsNeeded(need.home) : [];
  const gives = home?.kinds ?? [];
  return {
    id: 'HOME_KIND',
    rule: 'PROV-21',
    inputs: { needed, gives },
    result: needed.length > 0 && needed.every((kind) => gives.includes(kind)) ? 'PASS' : 'FAIL',
  };
};

/** Whether the home accepts all groups that the person belongs to, and has all skills that are needed. (ROUT-30, PROV-21) */
const homeNeedsCheck: HomeCheck = ({ home, need }) => {
  const groupsLacking = need.groups.filter((group) => !home?.groups.includes(group));
  const skillsLacking = need.skills.filter((skill) => !home?.skills.includes(skill));
  return {
    id: 'HOME_NEEDS',
    rule: 'ROUT-30',
    inputs: { groupsLacking, skillsLacking },
    result: home && groupsLacking.length === 0 && skillsLacking.length === 0 ? 'PASS' : 'FAIL',
  };
};

/**
 * Whether the home has a place free by the day of admission. What it stated too long ago, or never stated, is warned of, or
 * leaves the home out if the council's policy says so. Once the home has decided about the person, its own word counts and
 * its list only warns: it may have kept the place. (PROV-22, ROUT-30; policy `vacancy.staleExcludes`)
 */
const homeVacancyCheck: HomeCheck = ({ home, need, on, purpose, policy }) => {
  const kind = need.home && placeKindPaid(need.home);
  const free = home && kind ? placesFreeBy(home, kind, need.neededFrom) : null;
  const freshTo = home?.vacancies?.freshTo ?? null;
  const isFresh = freshTo !== null && on <= freshTo;
  const doubt = policy.vacancy.staleExcludes ? 'FAIL' : 'WARN';
  const found = free === 0 ? 'FAIL' : isFresh ? 'PASS' : doubt;
  return {
    id: 'HOME_VACANCY',
    rule: 'PROV-22',
    inputs: { kind, neededFrom: need.neededFrom, free, freshTo },
    result: purpose === 'INVITE' || found === 'PASS' ? found : 'WARN',
  };
};

/** Every check of a home, beside those of its provider, in the order in which they are told. [ROUT-30] */
export const HOME_CHECKS: readonly HomeCheck[] = [homeKindCheck, homeNeedsCheck, homeVacancyCheck];
