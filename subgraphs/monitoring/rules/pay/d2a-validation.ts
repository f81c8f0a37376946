/** The messages of a D2A package that the formal channel must have carried before its care is paid. */
export type FormalMessage = 'AWARDED' | 'DISCHARGE_FINALISED';

export const PAY_VALIDATIONS = ['VALIDATED', 'QUERY'] as const;
export type PayValidation = (typeof PAY_VALIDATIONS)[number];

/**
 * Whether the log supports a D2A line: both the award and the finalised discharge of the package were told through the
 * formal channel. [PAY-05, IDG-13; 002 App M §6]
 */
export function d2aValidation(messages: readonly FormalMessage[]): PayValidation {
  return messages.includes('AWARDED') && messages.includes('DISCHARGE_FINALISED') ? 'VALIDATED' : 'QUERY';
}
