import { readFile, writeFile } from 'node:fs/promises';
import { buildHomes } from '../../hub/demo/homes.js';
import { addLocalDays, localDateOf } from '../../kernel/time/working-time.js';
import { startTestHub, type TestHub } from '../harness/hub.js';
import { RECORDED, RECORDED_TYPES, type RecordedEvent } from '../harness/recorded.js';
import { afterClose, award, bid, CASE_SYSTEM, nextKey, people, providerId, request, rostering } from './borough.js';
import { type Answer, promised, Walk } from './walk.js';

/**
 * One placement from its request to its end, by the code of every owner: those events that tests of one subgraph hear from
 * another are kept as the log has them (test/harness/recorded-events.json), and fail here once they differ.
 */
describe('what subgraphs tell each other', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await startTestHub();
  });
  afterAll(() => hub.stop());

  const act = async (subject: string, operation: string, input: Record<string, unknown>): Promise<Answer> => {
    const { data, errors } = await hub.graphql<Answer>(subject, await promised(operation), {
      input: { idempotencyKey: nextKey(), ...input },
    });
    if (errors) throw new Error(JSON.stringify(errors));
    const [payload] = Object.values(data as object);
    if (payload.refusals?.length > 0) throw new Error(JSON.stringify(payload.refusals));
    return payload;
  };

  it('AWRD-01, PROV-06, VAR-03, ASM-14, AWRD-12: is kept as the log has it', async () => {
    const walk = new Walk(hub, '', '', '');
    const oakwood = await walk.watches(rostering('oakwood'));
    await request(hub, walk, 1, { patch: 'East' });
    const published = await walk.told(oakwood, 'CallOffPublished');
    await bid(walk, 'oakwood', published);
    await walk.timePassesTo(afterClose(published));
    expect((await award(hub, walk, published.callOffId)).refusals).toEqual([]);
    const placementId = (await walk.told(oakwood, 'FullDocumentsAvailable')).placementId!;
    const firstCallAt = `${published.callOff!.need.neededFrom}T07:00:00.000Z`;
    await act(rostering('oakwood'), 'confirm-first-call', { placementId, firstCallAt });
    await act('user:practitioner@bromley', 'authorise-plan', { placementId });
    await act(CASE_SYSTEM, 'record-service-line', { placementId, lasLineId: 'LINE-1' });
    await hub.time.freezeAt(new Date(firstCallAt));
    await act(rostering('oakwood'), 'report-first-call', {
      placementId,
      madeAt: firstCallAt,
      workerRole: 'FIELD_SUPERVISOR',
      nextCarerAdvised: true,
    });
    const day = published.callOff!.need.neededFrom as string;
    const kinds = ['SUSPEND', 'RESUME'];
    for (const [nth, kind] of kinds.entries()) {
      const effectiveFrom = new Date(new Date(`${day}T00:00:00Z`).getTime() + nth * 86_400_000)
        .toISOString()
        .slice(0, 10);
      await hub.time.freezeAt(new Date(`${effectiveFrom}T08:00:00Z`));
      await act(CASE_SYSTEM, 'record-variation', { placementId, lasVariationId: `VAR-${nth}`, kind, effectiveFrom });
    }
    const { data } = await hub.graphql<Answer>(
      rostering('oakwood'),
      'query ($id: ID!) { placement(id: $id) { calls { callId } } }',
      { id: placementId },
    );
    const now = await hub.time.now();
    const tomorrow = addLocalDays(localDateOf(now), 1);
    await act(rostering('oakwood'), 'agree-call-time', {
      ...{ placementId, callId: data!.placement.calls[0].callId, from: tomorrow, to: tomorrow, startTime: '09:30' },
      ...{ agreedWith: 'PERSON', agreedAt: now.toISOString() },
    });
    const endDate = (await hub.time.now()).toISOString().slice(0, 10);
    await act(CASE_SYSTEM, 'end-placement', { placementId, reason: 'SELF_CARE', endDate });

    // By Care to Place: an agency asks for the request form, and then says no.
    const fernhill = await walk.watches(rostering('fernhill'));
    const caseSystem = 'machine:case-system@bracknell';
    await act(caseSystem, 'submit-service-request', {
      ...people.request(2, await hub.time.now(), { patch: 'Forest' }),
    });
    const { callOffId } = await walk.told(fernhill, 'CallOffPublished');
    const asked = await hub.graphql(rostering('fernhill'), await promised('request-form'), { input: { callOffId } });
    expect(asked.errors).toBeUndefined();
    await act(rostering('fernhill'), 'decline-invitation', { callOffId, reason: 'CAPACITY' });

    // Homes are recorded with what they can do.
    await buildHomes(() => hub.hub.subgraphs.get('providers')!.work(), await hub.time.now());
    await hub.time.settled();

    const found: Record<string, RecordedEvent> = {};
    const { rows } = await hub.pool.query<RecordedEvent>(
      `select type, subject, council, audience, data from platform.event
       where type = any($1) and (type <> 'ProviderStandingChanged' or subject = $2) order by seq desc`,
      [[...RECORDED_TYPES], `provider/${providerId('oakwood')}`],
    );
    for (const event of rows) found[event.type] = event;
    expect(Object.keys(found).sort()).toEqual([...RECORDED_TYPES].sort());
    const text = `${JSON.stringify(named(RECORDED_TYPES.map((type) => found[type]!)), null, 2)}\n`;
    if (process.env.RECORD_WALKS) await writeFile(RECORDED, text);
    else expect(JSON.parse(text)).toEqual(JSON.parse(await readFile(RECORDED, 'utf8')));
  });
});

/** The same with every id and reference that is new each time shown as a made-up one, in the order of their first places. */
function named(events: readonly RecordedEvent[]): unknown {
  const ids = new Map<string, string>();
  const text = JSON.stringify(events)
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, (id) => {
      if (!ids.has(id)) ids.set(id, `00000000-0000-4000-8000-${String(ids.size + 1).padStart(12, '0')}`);
      return ids.get(id)!;
    })
    .replace(/"(CO|PK|PL|IPO)-[0-9A-Z]{7}"/g, '"$1-0000000"')
    .replace(/"countedTo":\d+/g, '"countedTo":0');
  // Nobody promises in which order those invited are named.
  return (JSON.parse(text) as RecordedEvent[]).map((event) => ({
    ...event,
    audience: {
      ...event.audience,
      ...(event.audience.providers && { providers: event.audience.providers.toSorted() }),
    },
  }));
}
