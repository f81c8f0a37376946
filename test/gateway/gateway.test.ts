import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { jest } from '@jest/globals';
import { type ExecutionResult, parse } from 'graphql';
import { pino } from 'pino';
import { presentable } from '../../gateway/faults.js';
import { createGateway, type Gateway, type GatewayOptions } from '../../gateway/gateway.js';
import type { Caller } from '../../kernel/identity/caller.js';
import { type Toy, toySubgraphs } from './toy-subgraphs.js';

const broker: Caller = {
  subject: 'user:broker-1',
  role: 'broker',
  organisation: 'bromley',
  councils: ['bromley'],
  scopes: ['sourcing:write'],
};
const log = pino({ level: 'silent' });

describe.each([
  ['in process', 'rust'],
  ['in process', 'javascript'],
  ['over HTTP', 'rust'],
  ['over HTTP', 'javascript'],
] as const)('the federation with its subgraphs %s, planned by %s', (reached, planner) => {
  let toy: Toy;
  let options: GatewayOptions;
  let gateway: Gateway;
  let stop = async () => {};

  beforeAll(async () => {
    toy = await toySubgraphs();
    const apart = reached === 'over HTTP' ? await toy.overHttp() : undefined;
    const subgraphs = apart?.urls ?? toy.executors;
    options = { supergraph: toy.supergraph, subgraphs, planner, sign: toy.sign, log };
    gateway = await createGateway(options);
    stop = async () => {
      await gateway.stop();
      await apart?.stop();
    };
  });
  afterAll(() => stop());
  afterEach(() => toy.down.clear());

  const ask = (query: string, caller: Caller = broker, variables = {}): Promise<ExecutionResult> =>
    gateway.execute({ document: parse(query), variables, caller });

  it('IDG-05: joins what two subgraphs know of one call-off', async () => {
    expect(
      await ask('query($id: ID!) { it: callOff(id: $id) { reference patch { name } } }', broker, { id: '1' }),
    ).toEqual({
      data: { it: { reference: 'CO-1', patch: { name: 'East patch' } } },
    });
  });

  it('NFR-06: what implements an interface is joined as well, kind by kind', async () => {
    const question = `{
      bidders { __typename id name seat { name } ... on Consortium { bidsFor { reference patch { name } } } }
    }`;
    const seat = { name: 'East patch' };
    expect(await ask(question)).toEqual({
      data: {
        bidders: [
          { __typename: 'Firm', id: 'oakwood', name: 'oakwood Ltd', seat },
          {
            __typename: 'Consortium',
            id: 'two-rivers',
            name: 'two-rivers together',
            seat,
            bidsFor: [{ reference: 'CO-2', patch: { name: 'West patch' } }],
          },
        ],
      },
    });
  });

  it('IDG-05: of 200 users asking the same thing at once, each is answered as itself', async () => {
    const document = parse('{ askedBy suppliersAskedBy callOff(id: 1) { askedBy patch { askedBy } } }');
    const users = Array.from({ length: 200 }, (_, n) => ({ ...broker, subject: `user:broker-${n}` }));
    const answers = await Promise.all(users.map((caller) => gateway.execute({ document, variables: {}, caller })));
    const expected = users.map(({ subject }) => ({
      data: {
        askedBy: subject,
        suppliersAskedBy: subject,
        callOff: { askedBy: subject, patch: { askedBy: subject } },
      },
    }));
    expect(answers).toEqual(expected);
  });

  it('NFR-06: with one subgraph down, what the others know is still answered', async () => {
    toy.down.add('providers');
    const { data, errors } = await ask('{ callOff(id: 1) { reference patch { code name } } suppliersAskedBy }');
    expect(data).toMatchObject({ callOff: { reference: 'CO-1', patch: null }, suppliersAskedBy: null });
    expect(errors?.every(({ extensions }) => extensions.code === 'SUBGRAPH_UNAVAILABLE')).toBe(true);
    expect(JSON.stringify(errors)).not.toMatch(/10\.1\.2\.3|ECONN/);
  });

  it('NFR-06: an answer of which nothing could be had keeps its shape', async () => {
    toy.down.add('tenders').add('providers');
    const { data, errors } = await ask(
      'query { one: callOff(id: 1) { id } ...Rest } fragment Rest on Query { __typename patches { code } }',
    );
    expect(data).toEqual({ one: null, __typename: 'Query', patches: null });
    expect(errors?.length).toBeGreaterThan(0);
  });

  it('NFR-06: a subgraph that does not answer in time is not waited for', async () => {
    const impatient = await createGateway({ ...options, timeoutMs: 1000 });
    const document = parse('{ slowly(ms: 2000) patches { name } }');
    const { data, errors } = await impatient.execute({ document, variables: {}, caller: broker });
    await impatient.stop();
    expect(data).toEqual({ slowly: null, patches: [{ name: 'East patch' }, { name: 'West patch' }] });
    expect(errors).toMatchObject([{ extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }]);
  });

  it('NFR-06: a mistake of the hub’s own is not told as a subgraph that may be asked again', async () => {
    const mistaken = await createGateway({
      ...options,
      subgraphs: {
        ...options.subgraphs,
        providers: () => {
          throw new TypeError('cannot be printed');
        },
      },
    });
    const { data, errors } = await mistaken.execute({
      document: parse('{ askedBy suppliersAskedBy }'),
      variables: {},
      caller: broker,
    });
    await mistaken.stop();
    expect(data).toEqual({ askedBy: broker.subject, suppliersAskedBy: null });
    expect(errors).toHaveLength(1);
    const told = presentable(errors![0]!, 'request-1', log);
    expect(told).toEqual({
      message: 'Something failed inside the hub.',
      path: ['suppliersAskedBy'],
      extensions: { code: 'INTERNAL', requestId: 'request-1' },
    });
  });

  it('IDG-26: a fault of a subgraph arrives with its code', async () => {
    const { data, errors } = await ask('{ refused }');
    expect(data).toEqual({ refused: null });
    expect(errors).toMatchObject([{ path: ['refused'], extensions: { code: 'FORBIDDEN', rule: 'IDG-26' } }]);
  });

  it('IDG-27: a refusal is data and arrives untouched', async () => {
    const bid = 'mutation($input: SubmitBidInput!) { submitBid(input: $input) { bid refusals { rule code message } } }';
    expect(await ask(bid, broker, { input: { callOff: '7', ratePence: 0 } })).toEqual({
      data: {
        submitBid: {
          bid: null,
          refusals: [{ rule: 'WIN-01', code: 'WINDOW_CLOSED', message: 'The window has closed.' }],
        },
      },
    });
  });
});

describe('what a question costs', () => {
  it('NFR-06: a document is planned once, however often it is asked', async () => {
    const toy = await toySubgraphs();
    const { QueryPlanner } = await import('@graphql-hive/router-query-planner');
    const plan = jest.spyOn(QueryPlanner.prototype, 'planAsync');
    const gateway = await createGateway({ ...toy, subgraphs: toy.executors, log });
    const document = parse('query($id: ID!) { callOff(id: $id) { patch { name } } }');
    const planned = plan.mock.calls.length;
    for (let nth = 0; nth < 20; nth++) {
      await gateway.execute({ document, variables: { id: `${nth}` }, caller: { ...broker, subject: `user:${nth}` } });
    }
    expect(plan.mock.calls.length - planned).toBe(1);
    plan.mockRestore();
    await gateway.stop();
  });

  it.each(['rust', 'javascript'] as const)(
    'NFR-06: over HTTP, by %s, a list is joined with one question, and questions share a connection',
    async (planner) => {
      const toy = await toySubgraphs();
      const apart = await toy.overHttp();
      const gateway = await createGateway({ ...toy, subgraphs: apart.urls, planner, log });
      const document = parse('query($n: Int) { callOffs(first: $n) { edges { node { id patch { name } } } } }');
      const asked = async (n: number) => {
        const before = { ...apart.counts };
        const { data } = await gateway.execute({ document, variables: { n }, caller: broker });
        expect((data as { callOffs: { edges: unknown[] } }).callOffs.edges).toHaveLength(n);
        return {
          questions: apart.counts.questions - before.questions,
          connections: apart.counts.connections - before.connections,
        };
      };
      expect((await asked(2)).questions).toBe(2);
      expect(await asked(50)).toEqual({ questions: 2, connections: 0 });
      await gateway.stop();
      await apart.stop();
    },
  );
});

describe('a subgraph over HTTP', () => {
  it('NFR-06: that closed an idle connection is asked again for a query, never for a mutation', async () => {
    const toy = await toySubgraphs();
    const seen: string[] = [];
    let closing = false;
    const server = createServer((request, response) => {
      request.resume();
      request.on('end', () => {
        const authorization = request.headers.authorization!;
        if (closing && seen.length > 0) {
          closing = false;
          seen.push('closed');
          request.socket.destroy();
          return;
        }
        seen.push(authorization.slice(0, 7));
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end('{"data":{"askedBy":"me","submitBid":{"bid":"1"}}}');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const tenders = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
    const gateway = await createGateway({ ...toy, subgraphs: { tenders, providers: toy.executors.providers }, log });
    const ask = (query: string) => gateway.execute({ document: parse(query), variables: {}, caller: broker });
    await ask('{ askedBy }');
    closing = true;
    expect((await ask('{ askedBy }')).data).toEqual({ askedBy: 'me' });
    expect(seen).toEqual(['Bearer ', 'closed', 'Bearer ']);
    closing = true;
    const { data, errors } = await ask('mutation { submitBid(input: { callOff: "1", ratePence: 1 }) { bid } }');
    expect(data).toEqual({ submitBid: null });
    expect(errors).toMatchObject([{ extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }]);
    expect(seen).toEqual(['Bearer ', 'closed', 'Bearer ', 'closed']);
    await gateway.stop();
    server.closeAllConnections();
    server.close();
  });

  it('NFR-06: that answers something else than GraphQL has not answered', async () => {
    const toy = await toySubgraphs();
    const answers = ['<html>Bad gateway</html>', '', 'null', '{}', '{"data":null}', '[]'];
    const server = createServer((request, response) => {
      request.resume();
      request.on('end', () => response.writeHead(502).end(answers.shift()));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const tenders = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
    const gateway = await createGateway({ ...toy, subgraphs: { tenders, providers: toy.executors.providers }, log });
    for (let n = answers.length; n > 0; n--) {
      const { data, errors } = await gateway.execute({ document: parse('{ askedBy }'), variables: {}, caller: broker });
      expect(data).toEqual({ askedBy: null });
      expect(errors).toMatchObject([{ extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }]);
      expect(errors?.[0]?.message).not.toContain('html');
    }
    await gateway.stop();
    server.closeAllConnections();
    server.close();
  });
});
