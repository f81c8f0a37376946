import type { StageKind } from '../../../../schema/events/tenders.js';
import type { Policy } from '../../../../schema/policy.js';
import type { AdvertAsks } from '../bids/response-content.js';
import type { EligibilityFacts } from './check.js';

/** What a stage asks of whoever would answer it. */
export type StageAsks = Pick<EligibilityFacts, 'need' | 'serviceType' | 'stage' | 'lot' | 'policy'>;

/**
 * What a stage asks of whoever would answer it: the same for all of them, and at each instant at which it is asked. [EVAL-01]
 *
 * @param care what is needed, as it is now or as it was advertised
 * @param stage its terms are null if it was opened with none
 */
export function stageAsks(
  { need, serviceType }: Pick<EligibilityFacts, 'need' | 'serviceType'>,
  { kind, terms }: { readonly kind: StageKind; readonly terms: Pick<EligibilityFacts, 'lot'> | null },
  policy: Policy,
): StageAsks {
  return { need, serviceType, stage: kind, lot: terms?.lot ?? null, policy };
}

/** What the advert of a stage asks beside the need, which an answer must say. [ROUT-44, ROUT-39] */
export function advertAsks({
  terms,
  people,
}: {
  readonly terms: { readonly questions: AdvertAsks['questions'] } | null;
  readonly people: readonly unknown[] | null;
}): AdvertAsks {
  return { questions: terms?.questions ?? [], people: people?.length ?? 0 };
}
