import type { Check, EligibilityFacts } from './check.js';

/** CQC registration is the condition of everything else. [PROV-02; 002 ¶14.1] */
export function registrationCheck({ standing }: EligibilityFacts): Check<'REGISTRATION'> {
  return {
    id: 'REGISTRATION',
    rule: 'PROV-02',
    inputs: { registered: standing.registered },
    result: standing.registered ? 'PASS' : 'FAIL',
  };
}
