import { GraphQLError } from 'graphql';
import type { RequestContext } from '../../../kernel/graphql/request-context.js';
import { authorise, isProvider, NotAuthorisedError, type Role } from '../../../kernel/identity/caller.js';
import { isId } from '../../../kernel/values/ids.js';
import { type Period, periodNamed } from '../rules/figures/period.js';

/** Who may read figures, and pay made of them: a provider its own, a council its own (IDG-26, IDG-27). */
export const FIGURE_READERS: Role[] = ['contract-officer', 'commissioner', 'provider-user'];
export const STATEMENT_READERS: Role[] = [...FIGURE_READERS, 'broker', 'case-system'];

export interface Whose {
  readonly council: string;
  readonly providerId: string;
}

/**
 * Whose figures are asked for, once the caller may: a council's reader names the provider, a provider's the council
 * where it works for several. Throws where something is left out, or is another's.
 */
export function whoseFigures(
  { caller }: RequestContext,
  roles: readonly Role[],
  asked: { readonly provider?: string | undefined; readonly council?: string | undefined },
): Whose {
  authorise(caller, { scope: 'figures:read', roles });
  const council = asked.council ?? (caller.councils.length === 1 ? caller.councils[0] : undefined);
  const providerId = asked.provider ?? (isProvider(caller) ? caller.organisation : undefined);
  if (!council) throw badInput('council is named where there are several.');
  if (!providerId || !isId(providerId)) throw badInput('provider takes the id of one.');
  if (!caller.councils.includes(council)) {
    throw new NotAuthorisedError('IDG-26', 'This belongs to another council.');
  }
  if (isProvider(caller) && providerId !== caller.organisation) {
    throw new NotAuthorisedError('IDG-23', 'A provider reads its own figures.');
  }
  return { council, providerId };
}

/** @throws where the text names no period */
export function periodOf(name: string): Period {
  const period = periodNamed(name);
  if (!period) throw badInput('period takes a financial quarter such as 2026-27 Q1, or a month such as 2026-05.');
  return period;
}

export function badInput(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}
