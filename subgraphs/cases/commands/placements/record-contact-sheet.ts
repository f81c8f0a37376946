import type { Work } from '../../../../kernel/database/work.js';
import type { Allowed } from '../../../../kernel/identity/caller.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import { ContactSheet } from '../../entities/placements/contact-sheet.js';
import type { Placement } from '../../entities/placements/placement.js';
import { contactSheetRefusals, type ContactSheet as Sheet } from '../../rules/placements/contact-sheet.js';
import { overRefusal } from '../../rules/placements/placement-states.js';
import { actOnPlacement } from '../../steps/act-on-case.js';

export interface RecordContactSheet extends Sheet {
  readonly idempotencyKey: string;
  readonly placementId: string;
}

export const allowed = { scope: 'placements:write', roles: ['provider-user', 'rostering'] } satisfies Allowed;

/** The person was given a new sheet of whom to call and who comes: its next version, beside those before. [DEL-19] */
export async function recordContactSheet(work: Work, input: RecordContactSheet): Promise<Outcome<Placement>> {
  return actOnPlacement(work, 'recordContactSheet', allowed, input, async (t, { placement }) => {
    const recordedAt = await t.now();
    const between = { awardedOn: localDateOf(placement.awardedAt), today: localDateOf(recordedAt) };
    unlessRefused(overRefusal(placement.state), contactSheetRefusals(input, between));
    const { id: placementId, council, providerId } = placement;
    const { issuedOn, keyWorker, team } = input;
    const version = (await t.em.count(ContactSheet, { placementId })) + 1;
    const of = { council, placementId, providerId, version };
    t.em.persist(t.em.create(ContactSheet, { ...of, issuedOn, keyWorker, team: [...team], recordedAt }));
  });
}
