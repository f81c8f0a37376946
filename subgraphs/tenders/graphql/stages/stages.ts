import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { Stage } from '../../entities/stages/stage.js';
import { rowsOfCallOff } from '../rows-of-call-off.js';

/** Stages of a call-off in order, as many of them as this reader may see. */
export function stagesOf(context: RequestContext, callOffId: string): Promise<Stage[]> {
  return rowsOfCallOff(context, 'stages', callOffId, (ids) =>
    context.em.find(Stage, { callOffId: { $in: ids } }, { orderBy: { position: 'asc' } }),
  );
}
