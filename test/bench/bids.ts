import { PROVIDERS } from '../../hub/demo/borough.js';
import { rosteringOf } from '../../hub/demo/register.js';
import { type Figure, figure, percentile } from './figures.js';
import { type Ground, type OpenCallOff, type Server, startGround } from './ground.js';
import { send } from './load.js';

const CALL_OFFS = 110;
/** Bids that are made before anything counts. */
const WARM_UP = 30;
const SUBMIT_BID = `mutation ($input: SubmitBidInput!) {
  submitBid(input: $input) { bid { id state receivedAt } refusals { code message } }
}`;

/** Providers of the patch that call-offs are opened in: each may bid for each of them. */
const BIDDERS = PROVIDERS.filter(({ memberships }) =>
  memberships.some(({ council, patch }) => council === 'bromley' && patch === 'East'),
).map((provider) => rosteringOf(provider).subject);

/**
 * One bid after the other over HTTP on a durable database, each beside a bare INSERT of the very row that it left. What
 * a bid sets off is waited for before the next is timed, so that neither of the two waits for the other's.
 */
export default async function bidsGroup(): Promise<Figure[]> {
  const ground = await startGround();
  try {
    const hub = await ground.serve('hub');
    const callOffs = await ground.openCallOffs(hub, CALL_OFFS);
    await ground.pool.query('create table public.bare_bid (like tenders.bid including all)');
    const bids: number[] = [];
    const inserts: number[] = [];
    for (const subject of BIDDERS) {
      const authorization = await ground.authorization(subject);
      for (const callOff of callOffs) {
        const { id, ms } = await bid(hub, authorization, subject, callOff);
        await ground.settled();
        bids.push(ms);
        inserts.push(await insertAgain(ground, id));
      }
    }
    const [bidMs, insertMs] = [bids.slice(WARM_UP), inserts.slice(WARM_UP)];
    return [0.5, 0.99].map((share) =>
      figure(`bids: submitBid over HTTP, against a bare INSERT, p${share * 100}`, percentile(bidMs, share), 'ms', {
        floor: percentile(insertMs, share),
      }),
    );
  } finally {
    await ground.stop();
  }
}

async function bid(hub: Server, authorization: string, subject: string, { id: callOffId, version }: OpenCallOff) {
  const input = {
    callOffId,
    version,
    startDate: '2026-06-03',
    startTime: '08:00',
    deliveryStatement: 'A small team that knows the streets; the same two carers through the week.',
    idempotencyKey: `bench-${callOffId}-${subject}`,
  };
  const body = JSON.stringify({ query: SUBMIT_BID, variables: { input } });
  const { text, ms } = await send({ url: hub.url, authorization, body });
  const id = JSON.parse(text).data?.submitBid?.bid?.id as string | undefined;
  if (!id) throw new Error(`The bid was not taken: ${text}`);
  return { id, ms };
}

/** @returns how long it took, in milliseconds */
async function insertAgain({ pool }: Ground, bidId: string): Promise<number> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query('select to_jsonb(bid) as row from tenders.bid where id = $1', [bidId]);
    const began = performance.now();
    await client.query('insert into public.bare_bid select * from jsonb_populate_record(null::public.bare_bid, $1)', [
      rows[0].row,
    ]);
    return performance.now() - began;
  } finally {
    client.release();
  }
}
