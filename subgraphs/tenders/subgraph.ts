import type { ReferenceResolver } from '../../kernel/graphql/federated-schema.js';
import { HUB_FIELDS } from '../../kernel/graphql/hub-fields.js';
import type { RequestContext } from '../../kernel/graphql/request-context.js';
import type { SubgraphDefinition } from '../../kernel/graphql/subgraph-server.js';
import { COUNCIL_ROLES, isProvider, type Role } from '../../kernel/identity/caller.js';
import { isId } from '../../kernel/values/ids.js';
import { giveBackOutage } from './commands/stages/give-back-outage.js';
import { deadlines } from './deadlines.js';
import { Award } from './entities/awards/award.js';
import { Involvement } from './entities/awards/involvement.js';
import { Bid } from './entities/bids/bid.js';
import { CallOff } from './entities/call-offs/call-off.js';
import { StateChange } from './entities/call-offs/state-change.js';
import { Invitation } from './entities/invitations/invitation.js';
import { ProviderStandingCopy } from './entities/invitations/provider-standing-copy.js';
import { UncountedHours } from './entities/invitations/uncounted-hours.js';
import { BIDDERS, CALL_OFF_READERS, EVALUATORS } from './entities/readers.js';
import { Stage } from './entities/stages/stage.js';
import { Decisions } from './graphql/awards/decisions.js';
import { Bids } from './graphql/bids/bids.js';
import { Adverts } from './graphql/call-offs/adverts.js';
import { Awards, CallOffs, Packages } from './graphql/call-offs/call-offs.js';
import { CallOffFeed } from './graphql/call-offs/feed.js';
import { packageOf } from './graphql/foreign.js';
import { advertFor } from './graphql/reading.js';
import { Migration0001Initial } from './migrations/0001-initial.js';
import { reactions } from './reactions.js';

type Reference = { readonly id: string };

/**
 * A reference to what not every role may read, nor a provider's credential without the scope for offers; a feed view,
 * which is nobody in particular, finds nothing by it. [IDG-05, IDG-27]
 */
function only(roles: readonly Role[], find: (id: string, context: RequestContext) => Promise<object | null>) {
  return (async ({ id }: Reference, context: RequestContext) => {
    const { role, viewClass, scopes } = context.caller;
    const hasScope = !isProvider(context.caller) || scopes.includes('offers:read');
    const may = role === 'hub' || (!viewClass && hasScope && roles.includes(role));
    return may && isId(id) ? find(id, context) : null;
  }) as ReferenceResolver;
}

export const tenders: SubgraphDefinition = {
  name: 'tenders',
  entities: [CallOff, Stage, Invitation, Bid, Award, Involvement, StateChange, ProviderStandingCopy, UncountedHours],
  migrations: [Migration0001Initial],
  resolvers: [...HUB_FIELDS, CallOffs, Awards, Packages, Adverts, Bids, Decisions, CallOffFeed],
  references: {
    CallOff: only(CALL_OFF_READERS, (id, context) => context.byId(CallOff, id)),
    Invitation: only([...CALL_OFF_READERS, ...BIDDERS], (id, context) => context.byId(Invitation, id)),
    Bid: only([...EVALUATORS, ...BIDDERS], (id, context) => context.byId(Bid, id)),
    Award: only(EVALUATORS, (id, context) => context.byId(Award, id)),
    CallOffAdvert: only([...CALL_OFF_READERS, ...BIDDERS], (id, context) => advertFor(context, id)),
    Package: only(COUNCIL_ROLES, async (id) => packageOf(id)),
  } as SubgraphDefinition['references'],
  reactions,
  deadlines,
  afterOutage: giveBackOutage,
};
