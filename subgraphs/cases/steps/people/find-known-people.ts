import { lockNamed } from '../../../../kernel/database/locks.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import { normaliseNhsNumber } from '../../../../kernel/values/nhs-number.js';
import { Person } from '../../entities/people/person.js';
import type { Identity, KnownPeople } from '../../rules/people/same-person.js';

/** Records of one person under several ids of the council; they agree with each other, so that a few of them say enough. */
const MOST_ALIKE = 10;

/**
 * Who is known already where a request puts its person. From here on nobody else brings anybody under the same ids of
 * this council until the transaction ends.
 *
 * @param held the person of the package that the request has, if it has one
 */
export async function findKnownPeople(
  t: Transaction,
  council: string,
  brought: Identity,
  held: string | null,
): Promise<KnownPeople> {
  const { councilPersonId } = brought;
  const nhsNumber = brought.nhsNumber === null ? null : normaliseNhsNumber(brought.nhsNumber);
  await lockNamed(t, `cases/${council}/person/${councilPersonId}`);
  if (nhsNumber) await lockNamed(t, `cases/${council}/nhs-number/${nhsNumber}`);
  const onRequest = held === null ? null : await t.em.findOne(Person, { id: held, council });
  const underCouncilId = await t.em.findOne(Person, { council, councilPersonId });
  const underNhsNumber = nhsNumber
    ? await t.em.find(
        Person,
        { council, nhsNumber, councilPersonId: { $ne: councilPersonId } },
        { fields: ['councilPersonId', 'nhsNumber', 'name', 'dateOfBirth'], orderBy: { id: 'asc' }, limit: MOST_ALIKE },
      )
    : [];
  return { onRequest, underCouncilId, underNhsNumber };
}
