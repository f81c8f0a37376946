import { enumType } from '../../../../kernel/graphql/enum-type.js';

export const DEADLINE_STATES = ['RUNNING', 'MET', 'MISSED', 'CANCELLED'] as const;
export type DeadlineState = (typeof DEADLINE_STATES)[number];
export const DeadlineStateWord = enumType(DEADLINE_STATES, {
  name: 'DeadlineState',
  description: 'How a clock of the rule-book stands (WIN-21).',
});
