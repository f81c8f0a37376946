import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Executor } from '@graphql-tools/utils';
import { print } from 'graphql';
import { createAsk, PeerUnavailableError } from '../../../kernel/graphql/peers.js';

/** Two peers of one behaviour: in this process, and over HTTP. It is told by what the question asks for. */
const ANSWERS: Record<string, unknown> = {
  '{ count }': { data: { count: 3 } },
  '{ forbidden }': { data: null, errors: [{ message: 'not for you' }] },
  '{ partly }': { data: { partly: null }, errors: [{ message: 'a part failed' }] },
  '{ nothing }': {},
};
const asked: unknown[] = [];

const executor = (async ({ document, variables, extensions }) => {
  const question = document.loc?.source.body ?? print(document);
  asked.push({
    variables,
    authorization: (extensions as unknown as { headers: Record<string, string> }).headers.authorization,
  });
  if (question === '{ never }') return new Promise(() => {});
  return ANSWERS[question];
}) as Executor;

const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { query, variables } = JSON.parse(Buffer.concat(chunks).toString());
  asked.push({ variables, authorization: request.headers.authorization });
  if (query === '{ never }') return;
  response.setHeader('content-type', 'application/json').end(JSON.stringify(ANSWERS[query]));
});

beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function askOf(how: 'in process' | 'over HTTP') {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  return createAsk(new Map([['peer', how === 'in process' ? executor : url]]), async () => 'signed');
}

describe.each(['in process', 'over HTTP'] as const)('another subgraph, asked %s', (how) => {
  it('is asked under the identity of this service and answers with its data', async () => {
    expect(await askOf(how)('peer', '{ count }', { of: 'notes' })).toEqual({ count: 3 });
    expect(asked.at(-1)).toEqual({ variables: { of: 'notes' }, authorization: 'Bearer signed' });
  });

  it.each(['{ forbidden }', '{ partly }', '{ nothing }'])(
    'has not answered where it answers %s with a fault',
    async (question) => {
      await expect(askOf(how)('peer', question, {})).rejects.toBeInstanceOf(PeerUnavailableError);
    },
  );

  it('has not answered where it takes more than three seconds', async () => {
    const since = Date.now();
    await expect(askOf(how)('peer', '{ never }', {})).rejects.toMatchObject({
      extensions: { code: 'SUBGRAPH_UNAVAILABLE' },
    });
    expect(Date.now() - since).toBeGreaterThan(2900);
  });
});

it('has not answered where it is not known, or nothing listens', async () => {
  const ask = createAsk(new Map([['peer', 'http://127.0.0.1:9/graphql']]), async () => 'signed');
  await expect(ask('other', '{ count }', {})).rejects.toBeInstanceOf(PeerUnavailableError);
  await expect(ask('peer', '{ count }', {})).rejects.toBeInstanceOf(PeerUnavailableError);
});
