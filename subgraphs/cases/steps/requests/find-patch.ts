import type { Work } from '../../../../kernel/database/work.js';
import { PeerUnavailableError } from '../../../../kernel/graphql/peers.js';
import { parsePostcode } from '../../../../kernel/values/postcode.js';
import type { Refusal } from '../../../../kernel/values/refusal.js';
import { PATCH_OF, type PatchOfAnswer } from '../../../../schema/questions.js';

export interface Place {
  readonly ward: string;
  readonly patch: string;
}

/**
 * Ward and patch of a postcode on a date, asked of the providers subgraph before any transaction opens.
 *
 * Refuses a postcode that lies in no patch, and when nobody can say so just now. A postcode that cannot be read has no
 * place either; `personRefusals` says so. [PROV-16]
 */
export async function findPatch(
  work: Work,
  council: string,
  postcode: string,
  on: string,
): Promise<{ readonly place: Place | null; readonly refusal?: Refusal }> {
  if (!parsePostcode(postcode)) return { place: null };
  try {
    const { patchOf } = await work.ask<PatchOfAnswer>('providers', PATCH_OF, { council, postcode, on });
    if (patchOf) return { place: patchOf };
  } catch (error) {
    if (!(error instanceof PeerUnavailableError)) throw error;
    return {
      place: null,
      refusal: {
        rule: 'PROV-16',
        code: 'FACTS_UNAVAILABLE',
        message: 'The patch cannot be looked up just now; send the same request again in a little while.',
      },
    };
  }
  return {
    place: null,
    refusal: {
      rule: 'PROV-16',
      code: 'POSTCODE_OUTSIDE_PATCHES',
      message: "The postcode must lie in one of the council's patches on the day care is needed.",
      field: 'input.person.postcode',
    },
  };
}
