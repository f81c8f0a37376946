import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type WebSocket, WebSocketServer } from 'ws';
import { FeedClosedError } from '../../../adapters/rostering/feed.js';
import type { Memory } from '../../../adapters/rostering/memory.js';
import { rosterSchema } from '../../../adapters/rostering/roster.js';
import { type RosteringOptions, runRostering } from '../../../adapters/rostering/rostering.js';
import { type HubStandIn, startHubStandIn } from '../hub-stand-in.js';

const TAKEN = { bid: { id: 'b', state: 'SUBMITTED' }, refusals: [] };
const REFUSAL = (rule: string, code: string) => ({ bid: null, refusals: [{ rule, code, message: 'No.' }] });

const roster = rosterSchema.parse({
  statedAt: '2026-06-01T06:00:00Z',
  free: [{ council: 'bromley', patch: 'East', timeBand: 'MORNING', freeWeeklyMinutes: 1000 }],
  earliestStart: '2026-06-02',
  deliveryStatement: 'Two regular carers.',
});

/** What an advert says beside what a decision rests on. */
const ADVERTISED = {
  postcode: 'BR5 1AA',
  careType: 'STANDARD_ADULT',
  urgency: 'STANDARD',
  groups: ['OLDER_PEOPLE'],
  cohort: 'ADULT',
  specialist: false,
  weeklyWorkerMinutes: 120,
};

function anItem(cursor: number, over: Record<string, unknown> = {}, need: Record<string, unknown> = {}) {
  const calls = [
    {
      days: ['MON', 'TUE'],
      startTime: '08:00',
      minutes: 60,
      workers: 1,
      activities: [],
      timeCritical: false,
      night: null,
    },
  ];
  return {
    cursor: String(cursor),
    type: 'CallOffPublished',
    occurredAt: '2026-06-01T08:00:00Z',
    publishedAt: '2026-06-01T08:00:00Z',
    callOffId: `co-${cursor}`,
    version: 1,
    outcome: null,
    reasonCode: null,
    placementId: null,
    firstCallAt: null,
    ipoId: null,
    dischargeAt: null,
    callOff: {
      id: `co-${cursor}`,
      reference: `CO-${cursor}`,
      council: { id: 'bromley', name: 'Bromley' },
      route: 'PATCH',
      stage: 'PATCH',
      state: 'OPEN',
      late: 'REFUSED',
      answer: 'BID',
      form: 'ON_AWARD',
      version: 1,
      opensAt: '2026-06-01T08:00:00Z',
      closesAt: '2026-06-01T10:00:00Z',
      need: {
        ...ADVERTISED,
        patch: 'East',
        neededFrom: '2026-06-08',
        calls,
        skills: [],
        carerGender: null,
        languages: [],
        discharge: null,
        ...need,
      },
    },
    ...over,
  };
}

/** The feed's side of the protocol, by hand: what is told on each connection, and how it ends. */
type Telling = (tell: Teller, after: string) => void;
interface Teller {
  item(item: ReturnType<typeof anItem>): void;
  unrendered(cursor: number): void;
  errors(code: string, more?: object): void;
  close(code: number, reason?: object): void;
}

async function startFeed(
  hub: HubStandIn,
  tellings: Telling[],
): Promise<{ url: string; resumed: string[]; stop(): Promise<void> }> {
  const resumed: string[] = [];
  const server: Server = createServer((request, response) => {
    // Queries and mutations go on to the stand-in of the hub.
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', async () => {
      const { authorization = '' } = request.headers;
      const answer = await fetch(hub.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization },
        body: Buffer.concat(parts),
      }).catch(() => null);
      if (!answer) return response.destroy();
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text());
    });
  });
  const sockets = new WebSocketServer({ server, handleProtocols: () => 'graphql-transport-ws' });
  sockets.on('connection', (socket: WebSocket) => {
    socket.on('message', (data) => {
      const { id, type, payload } = JSON.parse(String(data)) as {
        id: string;
        type: string;
        payload: { variables: { after: string } };
      };
      const send = (message: object) => socket.send(JSON.stringify(message));
      if (type === 'connection_init') send({ type: 'connection_ack' });
      if (type !== 'subscribe') return;
      const { after } = payload.variables;
      resumed.push(after);
      const next = (result: object, cursor: number) =>
        send({ id, type: 'next', payload: { ...result, extensions: { cursor: String(cursor) } } });
      tellings.shift()?.(
        {
          item: (item) => next({ data: { callOffFeed: item } }, Number(item.cursor)),
          unrendered: (cursor) =>
            next({ data: null, errors: [{ message: 'x', extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }] }, cursor),
          errors: (code, more) =>
            send({ id, type: 'error', payload: [{ message: 'x', extensions: { code, ...more } }] }),
          close: (code, reason) => socket.close(code, reason ? JSON.stringify(reason) : ''),
        },
        after,
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    resumed,
    async stop() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

describe('the sample of a rostering system', () => {
  let hub: HubStandIn;
  let feed: Awaited<ReturnType<typeof startFeed>>;
  let tellings: Telling[];
  let folder: string;
  const lines: string[] = [];

  beforeEach(async () => {
    hub = await startHubStandIn({
      submitBid: () => TAKEN,
      declineInvitation: () => TAKEN,
      declareCapacity: () => ({ statement: null, refusals: [] }),
    });
    tellings = [];
    feed = await startFeed(hub, tellings);
    folder = await mkdtemp(join(tmpdir(), 'rostering-'));
    lines.length = 0;
  });
  afterEach(async () => {
    await feed.stop();
    await hub.stop();
    await rm(folder, { recursive: true });
  });

  const memoryFile = () => join(folder, 'memory.json');
  const memory = async () => JSON.parse(await readFile(memoryFile(), 'utf8')) as Memory;
  const asked = (operation: string) =>
    hub.asked
      .filter((each) => each.operation === operation)
      .map(({ variables }) => variables.input as Record<string, unknown>);

  /** Runs until the item at this cursor has been dealt with, or for a while. */
  async function runUntil(
    cursor: number,
    over: Partial<RosteringOptions> = {},
    stop = new AbortController(),
  ): Promise<string[]> {
    const giveUp = setTimeout(() => stop.abort(), 90_000);
    const did: string[] = [];
    try {
      await runRostering(
        {
          gatewayUrl: feed.url,
          token: 'token',
          roster,
          memoryFile: memoryFile(),
          now: () => new Date('2026-06-01T08:00:00Z'),
          log: (line) => lines.push(line),
          patience: { attempts: 2, firstWaitMs: 1, longestWaitMs: 2, answerMs: 2_000 },
          pauses: { firstWaitMs: 1, longestWaitMs: 5 },
          lookEveryMs: 20,
          onItem(item, what) {
            did.push(`${item.cursor} ${what}`);
            if (Number(item.cursor) === cursor) stop.abort();
          },
          ...over,
        },
        stop.signal,
      );
    } finally {
      clearTimeout(giveUp);
    }
    return did;
  }

  it('NTF-01: it begins at the beginning, and resumes after the last item it has dealt with', async () => {
    tellings.push((tell) => {
      tell.item(anItem(3));
      tell.item(anItem(7));
    });
    await runUntil(7);
    expect((await memory()).cursor).toBe('7');
    tellings.push((tell) => tell.item(anItem(9)));
    await runUntil(9);
    expect(feed.resumed).toEqual(['0', '7']);
    expect(asked('SubmitBid').map(({ callOffId }) => callOffId)).toEqual(['co-3', 'co-7', 'co-9']);
  });

  it.each([
    ['the hub goes away', 1001, { code: 'SHUTTING_DOWN', after: '3' }],
    ['it was too slow', 4480, { code: 'SLOW_READER', after: '9' }],
    ['its token has run out', 4403, { code: 'EXPIRED', after: '3' }],
    ['its token is not taken just now', 4403, { code: 'UNAUTHENTICATED' }],
    ['its token had run out before', 4403, { code: 'UNAUTHENTICATED', reason: 'EXPIRED' }],
    ['its token begins later', 4403, { code: 'UNAUTHENTICATED', reason: 'NOT_YET_VALID' }],
    ['its issuer is down', 4403, { code: 'UNAUTHENTICATED', reason: 'ISSUER_UNREACHABLE' }],
    ['its token does not verify, perhaps yet', 4403, { code: 'UNAUTHENTICATED', reason: 'NOT_VERIFIED' }],
    ['its grant has changed', 4403, { code: 'CHANGED' }],
    ['it holds too many sockets', 4481, { code: 'TOO_MANY_SOCKETS' }],
    ['the hub has failed', 4500, { code: 'INTERNAL' }],
    ['it took too long to say who it is', 4408, undefined],
  ])('NTF-01: %s: it connects again, with a new token, after its own cursor', async (_, code, reason) => {
    const tokens: string[] = [];
    tellings.push(
      (tell) => {
        tell.item(anItem(3));
        tell.close(code, reason);
      },
      (tell) => tell.item(anItem(5)),
    );
    const token = () => {
      tokens.push('token');
      return 'token';
    };
    expect(await runUntil(5, { token })).toEqual(['3 submit-bid taken', '5 submit-bid taken']);
    expect(feed.resumed).toEqual(['0', '3']);
    expect(tokens.length).toBeGreaterThan(1);
  });

  it.each([
    ['its grant has ended', (tell: Teller) => tell.close(4403, { code: 'REVOKED' }), 'REVOKED'],
    [
      'it has no grant',
      (tell: Teller) => tell.close(4403, { code: 'UNAUTHENTICATED', reason: 'NO_GRANT' }),
      'NO_GRANT',
    ],
    [
      'its grant had ended before',
      (tell: Teller) => tell.close(4403, { code: 'UNAUTHENTICATED', reason: 'GRANT_ENDED' }),
      'GRANT_ENDED',
    ],
    [
      'its issuer may not speak for it',
      (tell: Teller) => tell.close(4403, { code: 'UNAUTHENTICATED', reason: 'NOT_FOR_ISSUER' }),
      'NOT_FOR_ISSUER',
    ],
    ['it lacks the scope', (tell: Teller) => tell.errors('FORBIDDEN', { rule: 'IDG-27' }), 'LACKS_SCOPE'],
    ['what it sends is not of the protocol', (tell: Teller) => tell.close(4400), 'CLOSED_4400'],
    ['the hub does not know its cursor', (tell: Teller) => tell.errors('UNKNOWN_CURSOR'), 'UNKNOWN_CURSOR'],
    [
      'its document does not fit the schema',
      (tell: Teller) => tell.errors('GRAPHQL_VALIDATION_FAILED'),
      'GRAPHQL_VALIDATION_FAILED',
    ],
  ])('NTF-01: %s: it ends and says why, for trying again would end the same way', async (_, tell, code) => {
    tellings.push((teller) => tell(teller));
    const failure = await runUntil(0).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(FeedClosedError);
    expect((failure as FeedClosedError).code).toBe(code);
  });

  it('PROV-02, NTF-01: suspended by everybody, it looks in again after a while', async () => {
    tellings.push(
      (tell) => tell.errors('FORBIDDEN'),
      (tell) => tell.item(anItem(4)),
    );
    expect(await runUntil(4)).toEqual(['4 submit-bid taken']);
  });

  it('NTF-01: an event that the hub could not show is asked for again', async () => {
    let canShow = false;
    hub.answer({
      callOffFeedItem: ({ cursor }: { cursor: string }) =>
        canShow ? anItem(Number(cursor)) : Promise.reject(new Error('not yet')),
    } as never);
    tellings.push((tell) => {
      tell.unrendered(4);
      tell.item(anItem(5));
    });
    await runUntil(5);
    expect(await memory()).toMatchObject({ cursor: '5', unshown: ['4'] });
    canShow = true;
    expect(await runUntil(4)).toEqual(['4 submit-bid taken']);
    expect(await memory()).toMatchObject({ cursor: '5', unshown: [] });
  });

  describe('NFR-07, ROUT-04: what is sent twice counts once', () => {
    it('ROUT-04: its key is of the call-off, its stage and version; and the bid says when it was sent', async () => {
      tellings.push((tell) => tell.item(anItem(3)));
      await runUntil(3);
      expect(asked('SubmitBid')).toEqual([
        {
          callOffId: 'co-3',
          version: 1,
          startDate: '2026-06-08',
          startTime: '08:00',
          deliveryStatement: 'Two regular carers.',
          doubleHanded: false,
          timeCritical: false,
          skills: [],
          clientSentAt: '2026-06-01T08:00:00.000Z',
          idempotencyKey: 'submit-bid-co-3-PATCH-1',
        },
      ]);
    });

    it('NFR-07: after a crash the very same bid is sent again, with the time of the first sending', async () => {
      hub.fail('SILENT');
      tellings.push((tell) => tell.item(anItem(3)));
      const stop = new AbortController();
      const patience = { attempts: 1, firstWaitMs: 1, longestWaitMs: 1, answerMs: 500 };
      await runUntil(3, { patience, log: (line) => line.startsWith('Not connected') && stop.abort() }, stop);
      hub.fail(null);
      // Written down, and nothing known of its answer: as after a crash.
      expect(await memory()).toMatchObject({ cursor: '0', answers: { 'co-3': { standing: 'DECIDED' } } });
      tellings.push((tell) => tell.item(anItem(3)));
      const otherwise = rosterSchema.parse({ ...roster, free: [], deliveryStatement: 'Other words.' });
      await runUntil(3, { now: () => new Date('2026-06-01T09:30:00Z'), roster: otherwise });
      expect(asked('SubmitBid')).toMatchObject([
        {
          clientSentAt: '2026-06-01T08:00:00.000Z',
          deliveryStatement: 'Two regular carers.',
          idempotencyKey: 'submit-bid-co-3-PATCH-1',
        },
      ]);
      expect(asked('DeclineInvitation')).toEqual([]);
    });

    it('ROUT-04: told again of a call-off that it has answered, it answers no more', async () => {
      tellings.push((tell) => {
        tell.item(anItem(3));
        tell.item(anItem(4, { type: 'CallOffClosingSoon', callOffId: 'co-3', callOff: anItem(3).callOff }));
      });
      expect(await runUntil(4)).toEqual(['3 submit-bid taken', '4 answered before']);
    });
  });

  it('ROUT-13: what it cannot do it declines, with a coded reason', async () => {
    tellings.push((tell) => tell.item(anItem(3, {}, { skills: ['VENTILATION'] })));
    expect(await runUntil(3)).toEqual(['3 decline-invitation taken']);
    expect(asked('DeclineInvitation')).toEqual([
      { callOffId: 'co-3', reason: 'SKILL', idempotencyKey: 'decline-invitation-co-3-PATCH-1' },
    ]);
  });

  it('WIN-01: a call-off that has closed is not answered, and a bid that is refused is over', async () => {
    hub.answer({ submitBid: () => REFUSAL('WIN-01', 'WINDOW_CLOSED') } as never);
    tellings.push((tell) => {
      tell.item(anItem(3, { callOff: { ...anItem(3).callOff, state: 'CLOSED' } }));
      tell.item(anItem(4));
    });
    expect(await runUntil(4)).toEqual(['3 nothing to answer any more', '4 submit-bid refused: WIN-01 WINDOW_CLOSED']);
    expect((await memory()).answers['co-4']).toMatchObject({ standing: 'OVER' });
  });

  it('WIN-14: an amendment that changes nothing material leaves the bid as it stands', async () => {
    hub.answer({ reconfirmBid: () => REFUSAL('WIN-14', 'NOTHING_TO_RECONFIRM') } as never);
    tellings.push((tell) => {
      tell.item(anItem(3));
      tell.item(
        anItem(4, { type: 'CallOffAmended', callOffId: 'co-3', callOff: { ...anItem(3).callOff, version: 2 } }),
      );
    });
    await runUntil(4);
    expect((await memory()).answers['co-3']).toMatchObject({ standing: 'BID', version: 2 });
  });

  it('PROV-24: what is won is taken off what is free, and the council is told', async () => {
    tellings.push((tell) => {
      tell.item(anItem(3));
      tell.item(anItem(5, { type: 'BidOutcome', callOffId: 'co-3', outcome: 'WON', reasonCode: 'AWARDED' }));
    });
    expect(await runUntil(5)).toEqual(['3 submit-bid taken', '5 won']);
    const free = asked('DeclareCapacity').map(
      (input) => (input.free as Array<{ freeWeeklyMinutes: number }>)[0]!.freeWeeklyMinutes,
    );
    expect(free).toEqual([1000, 880]);
  });

  it('PROV-24: bids that stand are not promised twice, and those lost are free again', async () => {
    const half = {
      calls: [
        {
          days: ['MON'],
          startTime: '08:00',
          minutes: 600,
          workers: 1,
          activities: [],
          timeCritical: false,
          night: null,
        },
      ],
    };
    tellings.push((tell) => {
      tell.item(anItem(3, {}, half));
      tell.item(anItem(4, {}, half));
      tell.item(
        anItem(5, { type: 'BidOutcome', callOffId: 'co-3', outcome: 'UNSUCCESSFUL', reasonCode: 'NOT_SELECTED' }),
      );
      tell.item(anItem(6, {}, half));
    });
    expect(await runUntil(6)).toEqual([
      '3 submit-bid taken',
      '4 decline-invitation taken',
      '5 UNSUCCESSFUL (NOT_SELECTED)',
      '6 submit-bid taken',
    ]);
  });

  it('NTF-01: a fault of one item does not keep the rest waiting; a kind that it does not know is passed over', async () => {
    let bids = 0;
    hub.answer({
      submitBid() {
        bids += 1;
        if (bids <= 2) throw new Error('broken');
        return TAKEN;
      },
    } as never);
    tellings.push((tell) => {
      tell.item(anItem(3));
      tell.item(anItem(4, { type: 'SomethingNew' }));
      tell.item(anItem(5));
    });
    const did = await runUntil(5);
    expect(did[0]).toMatch(/^3 failed: .*INTERNAL/);
    expect(did.slice(1)).toEqual(['4 noted', '5 submit-bid taken']);
  });

  it('AWRD-08, ROUT-10, IDG-05: the full request goes to the agency’s own systems, and into no log or file', async () => {
    const placement = {
      id: 'pl-1',
      reference: 'PL-1',
      packageReference: 'PK-1',
      council: { id: 'bromley', name: 'Bromley' },
      callOffId: 'co-3',
      state: 'DOCS_SENT',
      careType: 'STANDARD_ADULT',
      serviceType: 'DOMICILIARY',
      assessesFirst: false,
      weeklyWorkerMinutes: 120,
      startDate: '2026-06-08',
      startTime: '08:00',
      dischargeAt: null,
      firstCallAt: null,
      firstCallAgreements: [],
      conditionReports: [],
      hospitalReturns: [],
      person: { id: 'p-1', name: 'CANARY', address: 'CANARY' },
    };
    hub.answer({ placement: () => placement, confirmFirstCall: () => ({ placement: null, refusals: [] }) } as never);
    tellings.push((tell) => tell.item(anItem(3, { type: 'FullDocumentsAvailable', placementId: 'pl-1' })));
    const referrals: unknown[] = [];
    expect(await runUntil(3, { onReferral: async (each) => void referrals.push(each) })).toEqual([
      '3 confirm-first-call taken',
    ]);
    expect(referrals).toMatchObject([{ person: { name: 'CANARY' } }]);
    expect(asked('ConfirmFirstCall')).toEqual([
      {
        placementId: 'pl-1',
        firstCallAt: '2026-06-08T07:00:00.000Z',
        idempotencyKey: 'first-call-pl-1-2026-06-08T07:00:00.000Z',
      },
    ]);
    expect(await readFile(memoryFile(), 'utf8')).not.toContain('CANARY');
    expect(lines.join('\n')).not.toContain('CANARY');
  });

  it('ROUT-11: the first call is reported once it was made, and once only', async () => {
    hub.answer({ reportFirstCall: () => ({ firstCall: null, refusals: [] }) } as never);
    await writeFile(
      memoryFile(),
      JSON.stringify({ cursor: '3', firstCalls: { 'pl-1': { reference: 'PL-1', at: '2026-06-01T08:00:00.001Z' } } }),
    );
    tellings.push(
      (tell) => tell.item(anItem(4)),
      (tell) => tell.item(anItem(5)),
      (tell) => tell.item(anItem(6)),
    );
    await runUntil(4);
    expect(asked('ReportFirstCall')).toEqual([]);
    const later = { now: () => new Date('2026-06-01T08:00:00.001Z') };
    const stop = new AbortController();
    const giveUp = setTimeout(() => stop.abort(), 90_000);
    // Once it has been asked and the answer is remembered.
    const looking = setInterval(async () => {
      if (asked('ReportFirstCall').length === 0) return;
      const remembered = await memory().catch(() => undefined);
      if (remembered && Object.keys(remembered.firstCalls).length === 0) stop.abort();
    }, 20);
    await runRostering(
      {
        gatewayUrl: feed.url,
        token: 'token',
        roster,
        memoryFile: memoryFile(),
        lookEveryMs: 10,
        log: () => {},
        ...later,
      },
      stop.signal,
    );
    clearTimeout(giveUp);
    clearInterval(looking);
    expect(asked('ReportFirstCall')).toEqual([
      {
        placementId: 'pl-1',
        madeAt: '2026-06-01T08:00:00.001Z',
        workerRole: 'FIELD_SUPERVISOR',
        nextCarerAdvised: true,
        idempotencyKey: 'first-call-made-pl-1-2026-06-01T08:00:00.001Z',
      },
    ]);
    expect((await memory()).firstCalls).toEqual({});
  });

  it('NTF-01: a memory that cannot be read is a fault, for beginning again would answer everything twice', async () => {
    await writeFile(memoryFile(), '{"cursor": ');
    await expect(runUntil(1)).rejects.toThrow(SyntaxError);
  });

  it('NTF-01: told to end, it ends, whatever it is doing', async () => {
    const stop = new AbortController();
    const running = runRostering(
      {
        gatewayUrl: 'http://127.0.0.1:1/graphql',
        token: 'token',
        roster,
        memoryFile: memoryFile(),
        log: () => {},
        pauses: { firstWaitMs: 60_000, longestWaitMs: 60_000 },
      },
      stop.signal,
    );
    setTimeout(() => stop.abort(), 50);
    await running;
  });
});
