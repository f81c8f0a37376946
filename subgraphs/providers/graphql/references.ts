import type { ReferenceResolver } from '../../../kernel/graphql/federated-schema.js';
import type { RequestContext } from '../../../kernel/graphql/request-context.js';
import { isProvider } from '../../../kernel/identity/caller.js';
import { CareHome } from '../entities/homes/care-home.js';
import { Provider } from '../entities/register/provider.js';

/**
 * A provider resolves for councils and for itself; another provider finds none (IDG-23). A feed that is executed once
 * for all providers of a class belongs to no provider, so it finds none either.
 */
const provider = async ({ id }: { id: string }, context: RequestContext) =>
  context.caller.viewClass && isProvider(context.caller) ? null : context.shown(Provider, id);

/** A home resolves for councils and for its own provider: row security shows it to nobody else. */
const careHome = async ({ id }: { id: string }, context: RequestContext) =>
  context.caller.viewClass && isProvider(context.caller) ? null : context.shown(CareHome, id);

export const references: Readonly<Record<string, ReferenceResolver>> = { Provider: provider, CareHome: careHome };
