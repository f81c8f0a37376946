import { cqcRecordOf, demoPostcode, providerNamed } from '../../hub/demo/borough.js';
import { People } from '../../hub/demo/people.js';
import { SERVICE_USER_GROUPS } from '../../schema/events/cases.js';
import { startTestHub, type TestHub } from '../harness/hub.js';
import { type Answer, promised } from '../walks/walk.js';

/**
 * A council joins a hub that is running with two others, and sources a package: every step over HTTP or WebSocket with
 * somebody's token, none by SQL, and nothing is started again.
 */

const WEALD = 'weald';
const OPERATOR = 'user:operator';
const OFFICER = `user:contract-officer@${WEALD}`;
const BROKER = `user:broker@${WEALD}`;
const CASE_SYSTEM = `machine:case-system@${WEALD}`;
const NEWCOMER = 'machine:rostering@cooper';
const OAKWOOD = 'machine:rostering@oakwood';
const FROM = '2026-01-01';
/** Wards of a council that does not exist; the statistics office has not given out codes of this series. */
const WARDS = [
  { code: 'E05999801', name: 'North Weald', patch: 'Hill', from: FROM },
  { code: 'E05999802', name: 'South Weald', patch: 'Hill', from: FROM },
];
const POSTCODE = demoPostcode('Hill', 0, 0);

let hub: TestHub;
let keys = 0;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub?.stop());

async function ask(subject: string, operation: string, variables: Record<string, unknown> = {}): Promise<Answer> {
  const { data, errors } = await hub.graphql<Answer>(subject, await promised(operation), variables);
  expect({ operation, errors }).toEqual({ operation, errors: undefined });
  return Object.values(data!)[0];
}

/** An act that is done. */
async function act(subject: string, operation: string, input: Record<string, unknown>): Promise<Answer> {
  keys += 1;
  const answer = await ask(subject, operation, { input: { idempotencyKey: `third-council-${keys}`, ...input } });
  expect({ operation, refusals: answer.refusals }).toEqual({ operation, refusals: [] });
  return answer;
}

const grant = (subject: string, role: string, organisation: string, councils?: readonly string[]) =>
  act(OPERATOR, 'grant-access', { subject, role, organisation, councils });

it('IDG-06, IDG-16, IDG-26: a third council is set up and sources a package through the public door alone', async () => {
  // It joins, with a policy of its own: shorter windows, and one provider more in its only patch.
  const { council } = await act(OPERATOR, 'add-council', {
    council: WEALD,
    name: 'Weald',
    policy: { window: { patchMinutes: 45 }, patch: { maxProviders: { Hill: 4 }, escalateToOtherPatches: [] } },
  });
  expect(council).toEqual({ id: WEALD, name: 'Weald' });
  expect((await ask(OPERATOR, 'councils')).councils).toContainEqual(council);

  // Its people and its systems have access at once, and had none before.
  const refused = await hub.graphql(OFFICER, await promised('policies'), { council: WEALD });
  expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED', rule: 'IDG-06' });
  await grant(BROKER, 'broker', WEALD);
  await grant(CASE_SYSTEM, 'case-system', WEALD);
  await grant(OFFICER, 'contract-officer', WEALD);
  await until(async () => (await hub.graphql(OFFICER, '{ me { subject } }')).data?.me);
  const register = await hub.watch<Answer>(OFFICER, await promised('watch-register'));

  // The officer brings in the map, and a provider that was on no register.
  await act(OFFICER, 'import-wards', { council: WEALD, rows: WARDS });
  const { report } = await act(OFFICER, 'import-ward-postcodes', {
    council: WEALD,
    rows: [{ line: 2, postcode: POSTCODE, ward: 'North Weald', validFrom: FROM }],
  });
  expect(report).toMatchObject({ accepted: 1, refused: 0 });
  const cooper = { ...providerNamed('greenway'), name: 'Cooper Care', cqcLocationId: '1-999770001' };
  const { provider } = await act(OFFICER, 'register-provider', {
    name: cooper.name,
    cqcLocationId: cooper.cqcLocationId,
    categories: ['HOME_SUPPORT'],
    groups: [...SERVICE_USER_GROUPS],
    areas: ['Hill'],
    postsFilled: ['REGISTERED_MANAGER', 'DEPUTY_MANAGER', 'RESPONSIBLE_OFFICER'],
    offices: [{ postcode: POSTCODE }],
    contacts: ['OFFICE', 'OUT_OF_HOURS', 'ON_CALL'].map((route) => ({ route, telephone: '020 7946 0999' })),
  });
  await act(OFFICER, 'import-cqc-record', { record: cqcRecordOf(cooper), providerId: provider.id });

  // The newcomer's machine is granted access, and so is one that works for two other councils already.
  await grant(NEWCOMER, 'rostering', provider.id, [WEALD]);
  const oakwood = providerNamed('oakwood').id;
  await grant(OAKWOOD, 'rostering', oakwood, ['bromley', 'ashdown', WEALD]);
  for (const providerId of [provider.id, oakwood]) {
    await act(OFFICER, 'admit-member', {
      council: WEALD,
      providerId,
      vehicle: 'PATCH',
      patch: 'Hill',
      from: FROM,
      termsVersion: '2026/1',
      categories: ['HOME_SUPPORT'],
    });
    await act(OFFICER, 'record-rate', { council: WEALD, providerId, kind: 'BLENDED', pence: 2300, from: FROM });
  }
  await until(async () => (await hub.graphql(NEWCOMER, '{ me { subject } }')).data?.me);
  await act(NEWCOMER, 'declare-private-hours', { weeklyMinutes: 600 });
  await act(NEWCOMER, 'declare-capacity', {
    council: WEALD,
    statedAt: (await hub.time.now()).toISOString(),
    free: [{ patch: 'Hill', timeBand: 'MORNING', freeWeeklyMinutes: 3000 }],
  });

  // A request, offered to both for the minutes of this council's own policy.
  const offers = await hub.watch<Answer>(NEWCOMER, await promised('watch-call-offs'));
  const offersOfOakwood = await hub.watch<Answer>(OAKWOOD, await promised('watch-call-offs'));
  const request = new People(7).request(1, await hub.time.now(), { patch: 'Hill' });
  const { package: requested } = await act(CASE_SYSTEM, 'submit-service-request', {
    ...request,
    person: { ...request.person, postcode: POSTCODE },
  });
  const [{ callOffFeed: offer }] = await offers.take(1);
  expect(offer.type).toBe('CallOffPublished');
  expect(Date.parse(offer.closesAt) - (await hub.time.now()).getTime()).toBe(45 * 60_000);
  expect((await offersOfOakwood.take(1))[0].callOffFeed.callOffId).toBe(offer.callOffId);

  await act(NEWCOMER, 'submit-bid', {
    callOffId: offer.callOffId,
    version: offer.callOff.version,
    startDate: '2026-06-03',
    startTime: '08:00',
    deliveryStatement: 'Two regular carers, both trained.',
  });
  await hub.time.freezeAt(new Date(Date.parse(offer.closesAt) + 1));
  const board = await ask(BROKER, 'broker-board');
  const row = board.edges.find(({ node }: Answer) => node.id === offer.callOffId)!.node;
  expect(row.packageReference).toBe(requested.reference);
  const { placement } = await act(BROKER, 'award-call-off', {
    callOffId: offer.callOffId,
    bidId: row.suggestion.order[0].bidId,
    involvement: [{ who: 'FAMILY', how: 'Spoken with by telephone', at: (await hub.time.now()).toISOString() }],
  });
  const read = await ask(NEWCOMER, 'read-placement', { id: placement.id });
  expect(read).toMatchObject({ council: { id: WEALD, name: 'Weald' }, person: { name: request.person.name } });

  // A policy set now counts for the next call-off, and not for one that is open.
  const document = { window: { patchMinutes: 30 }, patch: { maxProviders: { Hill: 4 }, escalateToOtherPatches: [] } };
  const preview = await ask(OPERATOR, 'preview-policy', { council: WEALD, document });
  expect(preview).toMatchObject({
    basedOn: 'weald/1',
    follows: 'weald/1',
    changes: [{ key: 'window.patchMinutes', before: 45, after: 30 }],
  });
  await act(OPERATOR, 'set-policy', { council: WEALD, document, basedOn: preview.basedOn });
  const second = new People(7).request(2, await hub.time.now(), { patch: 'Hill' });
  await act(CASE_SYSTEM, 'submit-service-request', {
    ...second,
    person: { ...second.person, postcode: POSTCODE },
  });
  const later = (await allOf(offers)).map(({ callOffFeed }: Answer) => callOffFeed);
  const published = later.filter(({ type }: Answer) => type === 'CallOffPublished').at(-1);
  expect(Date.parse(published.closesAt) - (await hub.time.now()).getTime()).toBe(30 * 60_000);

  // Its officer was told of all that concerns who may do what, and reads it; of other councils nothing.
  const told = (await allOf(register)).map(({ registerFeed }: Answer) => registerFeed);
  expect(
    told.filter(({ type }: Answer) => type === 'AccessGranted').map(({ credential }: Answer) => credential),
  ).toEqual([NEWCOMER, OAKWOOD]);
  expect(told.find(({ type }: Answer) => type === 'PolicySet')).toMatchObject({
    council: { id: WEALD },
    policyVersion: 'weald/2',
    changed: ['window.patchMinutes'],
  });
  const mine = await ask(OFFICER, 'grants', { first: 50 });
  expect(mine.edges.map(({ node }: Answer) => node.subject)).toEqual(
    [CASE_SYSTEM, NEWCOMER, OAKWOOD, BROKER, OFFICER].sort(),
  );
  expect(mine.edges.find(({ node }: Answer) => node.subject === OAKWOOD).node.councils).toEqual([
    { id: WEALD, name: 'Weald' },
  ]);

  // A leaver is out at once.
  await act(OPERATOR, 'revoke-access', { subject: BROKER });
  await until(async () => (await hub.graphql(BROKER, '{ me { subject } }')).errors);
});

/** What has come to a watcher by now: the hub is settled after each act. */
async function allOf(watching: Awaited<ReturnType<TestHub['watch']>>): Promise<readonly Answer[]> {
  while ((await watching.take(1, 500)).length > 0);
  return watching.all as readonly Answer[];
}

/** Access arrives within a second. */
async function until(isSo: () => Promise<unknown>): Promise<void> {
  const giveUp = Date.now() + 20_000;
  while (!(await isSo())) {
    if (Date.now() > giveUp) throw new Error('It does not come true.');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
