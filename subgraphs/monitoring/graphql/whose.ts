import { badInput } from '../../../kernel/graphql/bad-input.js';
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
 * Whose figures are asked for, once the caller is allowed to read them. A council's reader names the provider; a
 * provider's reader names the council if it works for several.
 *
 * @throws if one of them is left out, or belongs to another
 */
export function whoseFigures(
  { caller }: RequestContext,
  roles: readonly Role[],
  asked: { readonly provider?: string | undefined; readonly council?: string | undefined },
): Whose {
  authorise(caller, { scope: 'figures:read', roles });
  const council = asked.council ?? (caller.councils.length === 1 ? caller.councils[0] : undefined);
  const providerId = asked.provider ?? (isProvider(caller) ? caller.organisation : undefined);
  if (!council) throw badInput(`Name the council, one of ${caller.councils.join(', ')}.`);
  if (!providerId || !isId(providerId)) throw badInput('provider takes the id of a provider.');
  if (!caller.councils.includes(council)) {
    throw new NotAuthorisedError('IDG-26', 'This belongs to another council.');
  }
  if (isProvider(caller) && providerId !== caller.organisation) {
    throw new NotAuthorisedError('IDG-23', 'A provider reads its own figures.');
  }
  return { council, providerId };
}

/** The condition of a list that may be narrowed to one provider. @throws if the text is no id */
export function onlyProvider(provider: string | null | undefined): { readonly providerId?: string } {
  if (provider == null) return {};
  if (!isId(provider)) throw badInput('provider takes the id of a provider.');
  return { providerId: provider };
}

/** The id of the only placement that is asked for, null for all. @throws if the text is no id */
export function onlyPlacement(placement: string | null | undefined): string | null {
  if (placement == null) return null;
  if (!isId(placement)) throw badInput('placement takes the id of a placement; its reference is not taken.');
  return placement;
}

/** @throws if the text names no period */
export function periodOf(name: string): Period {
  const period = periodNamed(name);
  if (!period) throw badInput('period takes a financial quarter such as 2026-27 Q1, or a month such as 2026-05.');
  return period;
}
