import { enumType } from '../../../../kernel/graphql/enum-type.js';
import { FRAMEWORK_CHECKS } from '../../rules/evaluation/framework-ranking.js';
import { CRITERIA } from '../../rules/evaluation/suitability.js';
import { ELIGIBILITY_CHECKS } from '../../rules/invitations/check.js';

export const CheckResultWord = enumType(['PASS', 'WARN', 'FAIL'], {
  name: 'CheckResult',
  description: 'The answer of one check (EVAL-01).',
});
export const CheckWord = enumType([...ELIGIBILITY_CHECKS, ...CRITERIA, ...FRAMEWORK_CHECKS], {
  name: 'CheckId',
  description:
    'What is checked: of a provider and its bid (EVAL-01), by the council’s published criteria (EVAL-04), or for the framework ranking (EVAL-05).',
});
