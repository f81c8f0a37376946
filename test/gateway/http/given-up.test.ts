import { setTimeout as sleep } from 'node:timers/promises';
import type { Executor } from '@graphql-tools/utils';
import { parse } from 'graphql';
import { pino } from 'pino';
import { WebSocket } from 'ws';
import { createGateway } from '../../../gateway/gateway.js';
import { BROKER, OAKWOOD, type ToyGateway, toyGateway } from '../toy-gateway.js';
import { toySubgraphs } from '../toy-subgraphs.js';

const SLOW = '{ slowly(ms: 60000) }';
const BID = 'mutation ($input: SubmitBidInput!) { submitBid(input: $input) { bid } }';
const INPUT = { input: { callOff: '1', ratePence: 100 } };

/** Questions to a subgraph that are under way, and those that it was told to end. */
interface Watched {
  readonly asked: Array<'query' | 'mutation'>;
  readonly ended: Array<'query' | 'mutation'>;
  readonly executor: Executor;
}

/** A subgraph that answers nothing until it is told to end. */
function watched(): Watched {
  const asked: Watched['asked'] = [];
  const ended: Watched['ended'] = [];
  const executor = (({ operationType, signal }) => {
    const kind = operationType === 'mutation' ? 'mutation' : 'query';
    asked.push(kind);
    return new Promise((_, reject) => {
      signal?.addEventListener('abort', () => {
        ended.push(kind);
        reject(new Error('ended'));
      });
    });
  }) as Executor;
  return { asked, ended, executor };
}

async function until(holds: () => boolean): Promise<void> {
  const end = performance.now() + 30_000;
  while (!holds()) {
    if (performance.now() > end) throw new Error('it did not happen in time');
    await sleep(5);
  }
}

describe('a client that hangs up', () => {
  let hub: ToyGateway;
  let tenders: Watched;
  beforeEach(async () => {
    tenders = watched();
    const toy = await toySubgraphs();
    hub = await toyGateway({ subgraphs: { tenders: tenders.executor, providers: toy.executors.providers } });
  });
  afterEach(() => hub.stop(200));

  const ask = async (query: string, variables: object | undefined, accept: string, signal: AbortSignal) =>
    fetch(hub.url, {
      method: 'POST',
      headers: {
        accept,
        authorization: `Bearer ${await hub.provider.token(OAKWOOD)}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ query, variables }),
      signal,
    }).catch(() => undefined);

  it.each(['application/json', 'text/event-stream'])('NFR-06: over HTTP, ends its query (%s)', async (accept) => {
    const over = new AbortController();
    const asked = ask(SLOW, undefined, accept, over.signal);
    await until(() => tenders.asked.length === 1);
    expect(tenders.ended).toEqual([]);
    over.abort();
    await asked;
    await until(() => tenders.ended.length === 1);
  });

  it('NFR-07: does not undo what it has sent', async () => {
    const over = new AbortController();
    const asked = ask(BID, INPUT, 'application/json', over.signal);
    await until(() => tenders.asked.length === 1);
    over.abort();
    await asked;
    await sleep(100);
    expect(tenders).toMatchObject({ asked: ['mutation'], ended: [] });
  });

  it('NFR-06: over WebSocket, ends what it asked on that socket', async () => {
    const authorization = `Bearer ${await hub.provider.token(BROKER)}`;
    const socket = new WebSocket(hub.url.replace('http', 'ws'), 'graphql-transport-ws');
    socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization } })));
    socket.on('message', (data) => {
      if (!String(data).includes('connection_ack')) return;
      socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: SLOW } }));
      socket.send(JSON.stringify({ id: '2', type: 'subscribe', payload: { query: BID, variables: INPUT } }));
    });
    await until(() => tenders.asked.length === 2);
    socket.terminate();
    await until(() => tenders.ended.length === 1);
    expect(tenders.ended).toEqual(['query']);
  });
});

describe('a subgraph that takes too long', () => {
  it('NFR-06: is told to end, an act as well', async () => {
    const toy = await toySubgraphs();
    const tenders = watched();
    const gateway = await createGateway({
      supergraph: toy.supergraph,
      subgraphs: { tenders: tenders.executor, providers: toy.executors.providers },
      sign: toy.sign,
      log: pino({ level: 'silent' }),
      timeoutMs: 50,
    });
    const caller = { subject: OAKWOOD, role: 'rostering', organisation: 'o', councils: [], scopes: [] } as const;
    const { errors } = await gateway.execute({ document: parse(BID), variables: INPUT, caller });
    expect(errors?.[0]?.extensions.code).toBe('SUBGRAPH_UNAVAILABLE');
    expect(tenders.ended).toEqual(['mutation']);
    await gateway.stop();
  });
});
