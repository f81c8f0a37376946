import { createClient as createSse } from 'graphql-sse';
import { WebSocket } from 'ws';
import { errorsIn } from '../../../gateway/faults.js';
import { createAdmission } from '../../../gateway/limits/admission.js';
import { DEFAULT_LIMITS } from '../../../gateway/limits/limits.js';
import { serviceCaller } from '../../../kernel/graphql/subgraph-server.js';
import { newSeed } from '../../kernel/ground.js';
import { type Doors, forEach, openDoors, someOf } from './doors.js';
import {
  type Asked,
  asLiterals,
  asOneVariable,
  asVariables,
  giving,
  placesOf,
  type Root,
  roots,
  schema,
  Word,
} from './places.js';

/**
 * A name and a number that nobody has, given in every place and way in which something can be given. Neither an answer
 * nor a line of the log may ever hold either of them.
 */
const NAME = 'Zephyrine Quillfeather, 999 773 1773';
const NUMBER = 77_317_731_773;
const CANARY = /zephyrine|quillfeather|7317731|999 773/i;

const VALUES: readonly unknown[] = [
  NAME,
  `${NAME} ${'x'.repeat(5000)}`,
  NUMBER,
  NUMBER + 0.5,
  [NAME],
  [[NUMBER]],
  { zephyrineQuillfeather: 1 },
  { text: NAME },
];
const WORDS: readonly unknown[] = [new Word('ZephyrineQuillfeather'), new Word('{ zephyrineQuillfeather: 7317731 }')];
/** Judged at the door; and of those that it lets through, asked of each kind of subgraph, beside one for each mutation. */
const JUDGED = 2500;
const ASKED = 200;

interface Input {
  readonly root: Root;
  readonly asked: Asked;
}

function everything(): Input[] {
  return (['query', 'mutation', 'subscription'] as const).flatMap(roots).flatMap((root) =>
    placesOf(root).flatMap((place) =>
      [
        ...VALUES.flatMap((value) => {
          const other = giving(root, place.path, value);
          return [asVariables(other), asLiterals(other), asOneVariable(root, place, value)];
        }),
        ...WORDS.map((word) => asLiterals(giving(root, place.path, word))),
      ].map((asked) => ({ root, asked })),
    ),
  );
}

/** One input for each mutation, in a text of it if it has one that is taken. */
function perMutation(from: readonly Input[]): Input[] {
  const texts = from.filter(({ root, asked }) => root.kind === 'mutation' && JSON.stringify(asked).includes(NAME));
  return [...new Map(texts.map((each) => [each.root.field.name, each])).values()];
}

/** Documents that are none, or are not of the schema, with the name in every part of them. */
const DOCUMENTS: readonly string[] = [
  '{ Zephyrine',
  '{ me { subject } } Quillfeather',
  '{ person(id: "Zephyrine Quillfeather) { id } }',
  '{ person(id: """Zephyrine Quillfeather) { id } }',
  '{ me { subject } } "Zephyrine"',
  '{ person(id: 7317731Zephyrine) { id } }',
  '{ person(id: "\\uZephyrine") { id } }',
  'zephyrine { me { subject } }',
  'type Zephyrine { id: ID }',
  '{ zephyrine }',
  '{ me { zephyrine } }',
  '{ me(zephyrine: "Quillfeather") { subject } }',
  '{ me { subject @zephyrine } }',
  '{ me @include(if: "Zephyrine") { subject } }',
  '{ me @include(zephyrine: 1) { subject } }',
  '{ me { ...Zephyrine } }',
  '{ me { ... on Zephyrine { subject } } }',
  '{ me { subject { zephyrine } } }',
  '{ me { subject } zephyrine: me { role } ...Zephyrine } fragment Zephyrine on Query { zephyrine: hub { now } }',
  '{ me { subject } } fragment Zephyrine on Me { subject }',
  'fragment Zephyrine on Me { ...Quillfeather } fragment Quillfeather on Me { ...Zephyrine } { me { ...Zephyrine } }',
  'fragment Zephyrine on Me { role } fragment Zephyrine on Me { role } { me { ...Zephyrine } }',
  'query Zephyrine { me { role } } query Zephyrine { me { role } }',
  'query Zephyrine { me { role } } { me { role } }',
  'query ($zephyrine: Int) { me { role } }',
  'query ($zephyrine: Quillfeather) { person(id: $zephyrine) { id } }',
  'query ($zephyrine: Me) { person(id: $zephyrine) { id } }',
  'query ($zephyrine: Int) { person(id: $zephyrine) { id } }',
  'query ($zephyrine: ID!, $zephyrine: ID!) { person(id: $zephyrine) { id } }',
  'query ($zephyrine: ID!) { person(id: $zephyrine) { id } }',
  'query ($zephyrine: ID! = 1.5) { person(id: $zephyrine) { id } }',
  '{ person(id: $zephyrine) { id } }',
  '{ person(id: 1, id: "Zephyrine") { id } }',
  'subscription Zephyrine { me }',
  'subscription Zephyrine { callOffFeed { cursor } zephyrine: callOffFeed { cursor } }',
  'subscription ($zephyrine: Boolean!) { callOffFeed @skip(if: $zephyrine) { cursor } }',
  '{ __type(name: "Zephyrine") { name } }',
  '{ __zephyrine: me { role } }',
  'mutation Zephyrine { recordVisits(input: { zephyrine: "Quillfeather" }) { __typename } }',
];

const seed = newSeed();
let all: readonly Input[];
let inputs: readonly Input[];
let taken: readonly Input[];
beforeAll(() => {
  all = everything();
  inputs = [...perMutation(all), ...someOf(all, JUDGED, seed)];
});

it('IDG-01: the door repeats nothing of what it refuses', () => {
  const admission = createAdmission(schema, { ...DEFAULT_LIMITS, documentBytes: 1e9, tokens: 1e9 });
  const caller = serviceCaller('test');
  const repeated: string[] = [];
  taken = inputs.filter(({ asked }) => {
    try {
      admission({ ...asked, bytes: asked.query.length }, caller);
      return true;
    } catch (thrown) {
      for (const each of errorsIn(thrown)) if (CANARY.test(JSON.stringify(each))) repeated.push(JSON.stringify(each));
      return false;
    }
  });
  expect({ seed, repeated }).toEqual({ seed, repeated: [] });
  expect(taken.length).toBeGreaterThan(ASKED / 2);
}, 300_000);

describe.each(['in one process', 'over HTTP'] as const)('with the subgraphs %s', (how) => {
  let doors: Doors;
  beforeAll(async () => {
    doors = await openDoors(how);
  });
  afterAll(() => doors.stop());

  const expectSilence = () => {
    const lines = doors.logged().split('\n');
    expect(lines.filter((line) => CANARY.test(line)).slice(0, 5)).toEqual([]);
  };

  it('IDG-01: no answer and no line of the log repeats what a field was given', async () => {
    const repeated: string[] = [];
    // What the door lets through is what the rules and the database say something about.
    const order = [...perMutation(taken), ...someOf(taken, ASKED, seed)];
    await forEach(order, async ({ root, asked }) => {
      if (root.kind === 'subscription') return;
      const { text } = await doors.ask(await doors.subjectFor(root), asked);
      if (CANARY.test(text)) repeated.push(`${root.field.name}: ${text.slice(0, 500)}`);
    });
    expect({ seed, repeated }).toEqual({ seed, repeated: [] });
    expectSilence();
  }, 300_000);

  it.each(DOCUMENTS)('IDG-01: no fault repeats a word of the document %s', async (query) => {
    for (const variables of [{}, { zephyrine: NAME }]) {
      const { body } = await doors.ask('user:broker@bromley', { query, variables });
      expect(JSON.stringify(body.errors ?? [])).not.toMatch(CANARY);
    }
    expectSilence();
  });

  it('IDG-01: nothing that is no request is repeated, by whichever transport it comes', async () => {
    const authorization = `Bearer ${await doors.token('machine:rostering@oakwood')}`;
    const json = { 'content-type': 'application/json' };
    const { origin } = new URL(doors.url);
    const sent: ReadonlyArray<readonly [string, RequestInit]> = [
      [doors.url, { method: 'POST', headers: { ...json, authorization }, body: `{"query": ${NAME}` }],
      [doors.url, { method: 'POST', headers: { ...json, authorization }, body: `["${NAME}"]` }],
      [
        doors.url,
        { method: 'POST', headers: { ...json, authorization }, body: `{"query":"{me{role}}","variables":"${NAME}"}` },
      ],
      [
        doors.url,
        {
          method: 'POST',
          headers: { ...json, authorization },
          body: `{"query":"{me{role}}","operationName":"${NAME}"}`,
        },
      ],
      [
        doors.url,
        {
          method: 'POST',
          headers: { ...json, authorization },
          body: `{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"${NAME}"}}}`,
        },
      ],
      [
        doors.url,
        { method: 'POST', headers: { ...json, authorization: `Bearer ${NAME}` }, body: '{"query":"{me{role}}"}' },
      ],
      [doors.url, { method: 'POST', headers: { 'content-type': 'text/zephyrine', authorization }, body: NAME }],
      [`${doors.url}?query=${encodeURIComponent(`{ ${NAME} }`)}`, { headers: { authorization } }],
      [`${doors.url}?query={me{role}}&variables=${encodeURIComponent(NAME)}`, { headers: { authorization } }],
      [`${origin}/zephyrine`, {}],
      [
        `${origin}/visits?council=${NAME}&source=${NAME}`,
        {
          method: 'POST',
          headers: { authorization, 'content-type': 'application/x-ndjson' },
          body: [
            NAME,
            `{"kind":"${NAME}"}`,
            `{"kind":"PLAN","${NAME}":"${NAME}"}`,
            `{"kind":"LOG","asOf":"${NAME}"}`,
            `{"kind":"PLAN","externalId":"V1","asOf":"2026-06-01T06:00:00Z","placement":"${NAME}","plannedStart":"2026-06-01T08:00:00Z","plannedEnd":"2026-06-01T08:30:00Z"}`,
          ].join('\n'),
        },
      ],
    ];
    for (const [url, init] of sent) {
      const answer = await (await fetch(url, init)).text();
      expect({ url, init, repeats: CANARY.test(answer) }).toEqual({ url, init, repeats: false });
    }
    for (const text of [
      NAME,
      `{"type":"${NAME}"}`,
      `{"id":"${NAME}","type":"subscribe","payload":{"query":"{ ${NAME} }"}}`,
    ]) {
      const heard = await overSocket(doors.url, authorization, text);
      // The id of an operation is the name that the protocol answers it under.
      expect(heard.replaceAll(`"id":"${NAME}"`, '')).not.toMatch(CANARY);
    }
    const sse = createSse({ url: doors.url, headers: { authorization }, retryAttempts: 0 });
    const streamed: unknown[] = [];
    for (const query of [`subscription { callOffFeed(after: "${NAME}") { cursor } }`, `{ ${NAME} }`]) {
      await new Promise<void>((resolve) => {
        sse.subscribe(
          { query },
          { next: (it) => void streamed.push(it), error: (it) => resolve(void streamed.push(it)), complete: resolve },
        );
      });
    }
    sse.dispose();
    expect(JSON.stringify(streamed)).toMatch(/code/);
    expect(JSON.stringify(streamed)).not.toMatch(CANARY);
    expectSilence();
  });

  if (how === 'over HTTP') {
    it('IDG-01: a subgraph that is asked directly repeats nothing either', async () => {
      const authorization = `Bearer ${await doors.sign({ ...serviceCaller('gateway'), subject: 'user:test' })}`;
      const some = someOf(all, 300, seed).filter(({ root }) => root.kind !== 'subscription');
      const repeated: string[] = [];
      const codes = new Set<string>();
      const every = [
        ...some.map(({ asked }) => asked),
        ...DOCUMENTS.map((query) => ({ query, variables: { zephyrine: NAME } })),
      ];
      await forEach(every, async (asked) => {
        for (const url of Object.values(doors.urls)) {
          const body = JSON.stringify(asked);
          const headers = { 'content-type': 'application/json', authorization };
          const answer = await (await fetch(url, { method: 'POST', headers, body })).json();
          const errors = (answer as { errors?: ReadonlyArray<{ extensions: { code: string } }> }).errors ?? [];
          for (const each of errors) codes.add(each.extensions.code);
          if (CANARY.test(JSON.stringify(errors))) repeated.push(JSON.stringify(errors).slice(0, 500));
        }
      });
      expect({ seed, repeated }).toEqual({ seed, repeated: [] });
      expect([...codes]).toEqual(
        expect.arrayContaining(['BAD_USER_INPUT', 'GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_PARSE_FAILED']),
      );
      expectSilence();
    });
  }
});

/** Everything that comes back over a socket, its end included, for one message after the handshake. */
function overSocket(url: string, authorization: string, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url.replace(/^http/, 'ws'), 'graphql-transport-ws');
    let heard = '';
    const done = () => {
      socket.terminate();
      resolve(heard);
    };
    socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization } })));
    socket.on('message', (data) => {
      heard += data;
      if (String(data).includes('connection_ack')) socket.send(text);
      else done();
    });
    socket.on('close', (code, reason) => {
      heard += ` ${code} ${reason}`;
      done();
    });
    socket.on('error', reject);
  });
}
