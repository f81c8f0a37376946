import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { Choice } from '../../entities/awards/choice.js';
import { rowsOfCallOff } from '../rows-of-call-off.js';

/** What was chosen of a call-off, the latest last. */
export function choicesOf(context: RequestContext, callOffId: string): Promise<Choice[]> {
  return rowsOfCallOff(context, 'choices', callOffId, (ids) =>
    context.em.find(Choice, { callOffId: { $in: ids } }, { orderBy: { recordedAt: 'asc', id: 'asc' } }),
  );
}
