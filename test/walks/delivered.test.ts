import { setTimeout as sleep } from 'node:timers/promises';
import { FEEDS } from '../../schema/feeds.js';
import { cursorsOf } from '../harness/cursors.js';
import { startTestHub, type TestHub } from '../harness/hub.js';
import { afterClose, award, bid, CASE_SYSTEM, people, rostering } from './borough.js';
import { type Answer, type FeedItem, promised, Walk } from './walk.js';

/**
 * What the feed delivers, held against what the same caller is answered when it asks for each event of the log by
 * itself: two ways through the hub, the shared execution and its own, over the real schema.
 */
describe('what is delivered is what a query answers', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await startTestHub();
  });
  afterAll(() => hub.stop());

  it('IDG-05, IDG-23, IDG-26: to every credential of the hub, for every event, with the same words', async () => {
    const walk = new Walk(hub, 'unwritten', '', '');
    const [oakwood, bramble] = await Promise.all(['oakwood', 'bramble'].map((each) => walk.watches(rostering(each))));
    const submit = async (nth: number, patch: string) => {
      const input = people.request(nth, await hub.time.now(), { patch });
      await hub.graphql(CASE_SYSTEM, await promised('submit-service-request'), { input });
    };
    await submit(1, 'East');
    await submit(2, 'West');
    const east = await walk.told(oakwood!, 'CallOffPublished');
    await walk.told(bramble!, 'CallOffPublished');
    await bid(walk, 'oakwood', east);
    await hub.time.freezeAt(afterClose(east));
    await award(hub, walk, east.callOffId);

    const { rows: credentials } = await hub.pool.query<{ subject: string; role: string }>(
      `select distinct on (role, organisation) subject, role from platform.access_grant
       where role <> 'operator' order by role, organisation, subject`,
    );
    const { rows: logged } = await hub.pool.query<{ seq: string }>(
      'select seq from platform.event where type = any($1) order by seq',
      [FEEDS.callOffFeed.types],
    );
    const { show } = await cursorsOf(hub.pool);
    const cursors = logged.map(({ seq }) => show(Number(seq)));
    expect(cursors.length).toBeGreaterThan(10);
    const item = await promised('read-feed-item');
    const watch = await promised('watch-call-offs');

    let delivered = 0;
    let refusedToAll = 0;
    for (const { subject } of credentials) {
      const asked = await Promise.all(cursors.map((cursor) => ask(hub, subject, item, { cursor })));
      const answers = asked.flatMap(({ data }) => (data?.callOffFeedItem ? [data.callOffFeedItem as FeedItem] : []));
      const watching = await hub.watch<{ callOffFeed: FeedItem }>(subject, watch, { after: '0' });
      await watching.take(answers.length);
      // More would have come with the rest, or comes now.
      await sleep(100);
      await watching.stop();
      const told = watching.all.flatMap(({ callOffFeed }) => (callOffFeed ? [callOffFeed] : []));
      expect({ subject, told: told.map(asOfRendering) }).toEqual({ subject, told: answers.map(asOfRendering) });
      delivered += told.length;
      refusedToAll += answers.length === 0 ? 1 : 0;
    }
    // Otherwise nothing has been shown.
    expect(delivered).toBeGreaterThan(20);
    expect(refusedToAll).toBeGreaterThan(0);
  });
});

/** An item is kept for a minute for those who catch up: the state of its call-off is as of then. */
function asOfRendering(item: FeedItem): object {
  return { ...item, callOff: item.callOff && { ...item.callOff, state: 'as of its rendering' } };
}

/** Without waiting for what follows from it: nothing does. */
async function ask(hub: TestHub, subject: string, query: string, variables: object): Promise<Answer> {
  const response = await fetch(hub.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${await hub.token(subject)}` },
    body: JSON.stringify({ query, variables }),
  });
  return response.json();
}
