import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { advertOf, type CallOffAdvert } from '../../entities/call-offs/call-off-advert.js';
import { Stage } from '../../entities/stages/stage.js';
import { stagesOf } from '../stages/stages.js';

/** The advert of a call-off as this reader knows it: of the last stage that it may see. [IDG-05, IDG-23] */
export async function advertFor(context: RequestContext, callOffId: string): Promise<CallOffAdvert | null> {
  const stage = await stagesOf(context, callOffId).then((stages) => stages.at(-1));
  return stage ? advertOf(stage, await context.now()) : null;
}

/** The advert of one stage, or null if this reader may not see it. */
export async function advertOfStage(context: RequestContext, stageId: string): Promise<CallOffAdvert | null> {
  const stage = await context.byId(Stage, stageId);
  return stage && advertOf(stage, await context.now());
}
