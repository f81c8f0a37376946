import { notFound } from '../../../../kernel/values/refusal.js';

/** The council has no call-off of this id. [IDG-05] */
export const NO_SUCH_CALL_OFF = notFound('call-off', 'input.callOffId');

/** Subject of a call-off's events and deadlines. */
export function subjectOf(callOff: { readonly id: string }): string {
  return `call-off/${callOff.id}`;
}
