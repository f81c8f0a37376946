import type { Work } from '../../../../kernel/database/work.js';
import { ifAnswered } from '../../../../kernel/graphql/peers.js';
import { parsePostcode } from '../../../../kernel/values/postcode.js';
import type { Refusal } from '../../../../kernel/values/refusal.js';
import { PATCH_OF, PATCHES_OF, type PatchesOfAnswer, type PatchOfAnswer } from '../../../../schema/questions.js';
import { OUTSIDE_PATCHES, PATCH_NOT_KNOWN } from '../../rules/requests/patch.js';

export interface Place {
  readonly ward: string;
  readonly patch: string;
}

/** The codes of a council's patches, or why nobody can say them. */
export interface FoundPatches {
  readonly patches: readonly string[];
  readonly refusal?: Refusal;
}

/** Where a postcode lies, or why that cannot be said. */
export interface FoundPlace {
  readonly place: Place | null;
  readonly refusal?: Refusal;
}

/**
 * Ward and patch of a postcode on a date. The providers subgraph is asked, before any transaction opens.
 *
 * Refuses a postcode that lies in no patch, and any postcode while nobody can say. A postcode that cannot be read has
 * no place either: `personRefusals` says so. [PROV-16]
 */
export async function findPatch(work: Work, council: string, postcode: string, on: string): Promise<FoundPlace> {
  if (!parsePostcode(postcode)) return { place: null };
  const answer = await ifAnswered(work.ask<PatchOfAnswer>('providers', PATCH_OF, { council, postcode, on }));
  if (!answer) return { place: null, refusal: PATCH_NOT_KNOWN };
  return answer.patchOf ? { place: answer.patchOf } : { place: null, refusal: OUTSIDE_PATCHES };
}

/** The patches of a council, by their codes; the providers subgraph is asked, before any transaction opens. [PROV-15] */
export async function findPatches(work: Work, council: string): Promise<FoundPatches> {
  const answer = await ifAnswered(work.ask<PatchesOfAnswer>('providers', PATCHES_OF, { council }));
  if (!answer) return { patches: [], refusal: PATCH_NOT_KNOWN };
  return { patches: (answer.patches ?? []).map(({ code }) => code) };
}
