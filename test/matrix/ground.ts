import { Writable } from 'node:stream';
import { type GraphQLObjectType, parse } from 'graphql';
import { pino } from 'pino';
import { providerNamed } from '../../hub/demo/borough.js';
import { type SubgraphsInOneProcess, startSubgraphsInOneProcess } from '../../hub/in-one-process.js';
import { SUBGRAPHS } from '../../hub/subgraphs.js';
import { type Caller, ROLES, type Role } from '../../kernel/identity/caller.js';
import { createLogger } from '../../kernel/values/logging.js';
import { startTestHub, type TestHub } from '../harness/hub.js';
import { asked, mayOf, selectionOf, type Values } from './asking.js';
import { marks, SIDES, type Side } from './expected.js';
import { type Actor, everybody, Played, STAGES, type Stage } from './played.js';
import { type Answer, chunksFor, NOTHING, once, QUESTIONS, written } from './questions.js';

const UNBOUNDED = Number.MAX_SAFE_INTEGER;

/** What is played, who asks, and the ways in which they may: through the gateway, or straight from a subgraph. */
export class Ground {
  private keys = 0;

  private constructor(
    readonly hub: TestHub,
    /** A second process of subgraphs, whose gateway is the test. */
    readonly beside: SubgraphsInOneProcess,
    readonly played: Played,
    readonly actors: readonly Actor[],
    /** What the hub has logged. */
    readonly logged: () => string,
  ) {}

  /** @param stage to which it is played at once; from the beginning unless given */
  static async start(stage?: Stage): Promise<Ground> {
    let log = '';
    const sink = new Writable({
      write(chunk, _encoding, done) {
        log += chunk;
        done();
      },
    });
    const hub = await startTestHub({
      log: pino({ level: 'trace' }, sink),
      // How much may be asked at once is another matter (test/gateway/limits/limits.test.ts).
      limits: {
        ...Object.fromEntries(
          [
            'bodyBytes',
            'documentBytes',
            'tokens',
            'depth',
            'fields',
            'aliases',
            'rootFields',
            'repeats',
            'fragments',
          ].map((limit) => [limit, UNBOUNDED]),
        ),
        cost: Object.fromEntries(ROLES.map((role) => [role, 1e15])) as Record<Caller['role'], number>,
      },
    });
    const { databaseUrl, secret } = hub;
    const quiet = createLogger('beside', 'fatal');
    const beside = await startSubgraphsInOneProcess({ databaseUrl, secret, log: quiet, poolSize: 3 });
    const ground = new Ground(hub, beside, new Played(hub), await everybody(hub), () => log);
    if (stage) for (const each of STAGES.slice(0, STAGES.indexOf(stage) + 1)) await ground.played.to(each);
    return ground;
  }

  async stop(): Promise<void> {
    await this.beside.stop();
    await this.hub.stop();
  }

  async ask(actor: Actor, document: string, given: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const { query, variables } = this.about(document);
    const response = await fetch(this.hub.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        authorization: `Bearer ${await this.hub.token(actor.subject)}`,
      },
      body: JSON.stringify({ query, variables: { ...variables, ...given } }),
    });
    const { data, errors } = (await response.json()) as Answer;
    return { data, ...(errors && { errors }) };
  }

  /** All that a credential may ask, in few documents: the answers by question, and what went wrong. */
  async askEverything(actor: Actor): Promise<ReadonlyMap<string, unknown>> {
    const answers = new Map<string, unknown>();
    for (const [nth, { document, questions }] of chunksFor(actor).entries()) {
      const { data, errors } = await this.ask(actor, document);
      for (const { query, values, alias } of questions) {
        answers.set(`${query} ${JSON.stringify(values)}`, data?.[alias] ?? null);
      }
      if (errors) answers.set(`errors ${nth}`, errors);
    }
    return answers;
  }

  /** Everything by its id, of every type that a subgraph resolves: all of it but the id, which was given. */
  async byReference(caller: Caller): Promise<readonly unknown[]> {
    const all = SIDES.flatMap((side) => Object.values(this.played.subjects[side])).filter((id) => id !== undefined);
    return Promise.all(
      this.referencesFor(caller.role).map(({ subgraph, types, document }) => {
        const it = types.flatMap((type) => all.map((id) => ({ __typename: type, id })));
        return this.execute(caller, subgraph, document, { it });
      }),
    );
  }

  private readonly referencesFor = once((role: Role) => {
    const may = mayOf(role);
    return SUBGRAPHS.map(({ name, references }) => {
      const { schema } = this.beside.subgraphs.get(name)!;
      const types = Object.keys(references);
      const parts = types.map((type) => {
        const isAsked = (field: string) => field !== `${type}.id` && may(field);
        const fields = selectionOf(schema.getType(type) as GraphQLObjectType, isAsked, 1);
        return fields === '' ? '' : `... on ${type} { ${fields} }`;
      });
      const document = `query ($it: [_Any!]!) { _entities(representations: $it) { __typename ${parts.join(' ')} } }`;
      return { subgraph: name, types, document };
    });
  });

  /** Every query of every subgraph, asked of it directly. */
  async bySubgraph(caller: Caller): Promise<readonly unknown[]> {
    const answers: unknown[] = [];
    for (const { subgraph, document } of this.queriesFor(caller.role)) {
      answers.push(await this.execute(caller, subgraph, document));
    }
    return answers;
  }

  private readonly queriesFor = once((role: Role) => {
    const may = mayOf(role);
    return [...this.beside.subgraphs].flatMap(([subgraph, { schema }]) => {
      const parts = QUESTIONS.filter(
        ({ query }) => may(`Query.${query}`) && schema.getQueryType()!.getFields()[query],
      ).map(({ query, values }, at) => asked('query', query, { may, values, depth: 1, alias: `q${at}`, schema }));
      return parts.length > 0 ? [{ subgraph, document: `{ ${parts.join(' ')} }` }] : [];
    });
  });

  /** A subgraph looks through a document once: as from a gateway, the same one comes to it again and again. */
  private readonly parsed = once((query: string) => parse(query));

  /** A document of one subgraph, asked of it directly. */
  async execute(caller: Caller, subgraph: string, document: string, given = {}): Promise<Answer> {
    const authorization = `Bearer ${await this.beside.gatewaySigner(caller)}`;
    const { query, variables } = this.about(document);
    return (await this.beside.subgraphs.get(subgraph)!.executor({
      document: this.parsed(query),
      variables: { ...variables, ...given },
      extensions: { headers: { authorization } },
    })) as Answer;
  }

  /** A document that names what there is by variables `$side_thing`, so that it reads the same at every stage. */
  private about(document: string): { readonly query: string; readonly variables: Readonly<Record<string, string>> } {
    const named = [...new Set([...document.matchAll(/\$(bromley|ashdown)_(\w+)/g)].map(([name]) => name))];
    const variables = named.map((name) => {
      const [side, thing] = name.slice(1).split('_') as [Side, string];
      return [name.slice(1), this.played.subjects[side][thing] ?? NOTHING] as const;
    });
    const head = named.length > 0 ? `query (${named.map((name) => `${name}: ID!`).join(', ')}) ` : '';
    return { query: head + document, variables: Object.fromEntries(variables) };
  }

  act(actor: Actor, name: string, values: Values): Promise<Answer> {
    return this.ask(actor, `mutation { ${asked('mutation', name, { may: mayOf(actor.role), values, depth: 1 })} }`);
  }

  /** What an input may be about, by the names that inputs have for it. */
  ids(side: Side): Values {
    const {
      placement,
      package: ofPackage,
      callOff,
      winningBid,
      alert,
      visit,
      noReply,
      ipo,
      documentQuery,
      contactTask,
    } = this.played.subjects[side];
    return {
      placementId: written(placement),
      placement: written(placement),
      packageId: written(ofPackage),
      callOffId: written(callOff),
      bidId: written(winningBid),
      alertId: written(alert),
      visitId: written(visit),
      caseId: written(noReply),
      ipoId: written(ipo),
      queryId: written(documentQuery),
      taskId: written(contactTask),
    };
  }

  /** An input about this, each another one. */
  inputOf(subject: Values): Values {
    const key = written(`matrix-act-${String(++this.keys).padStart(8, '0')}`);
    return {
      providerId: written(providerNamed('oakwood').id),
      council: written('bromley'),
      ...subject,
      // A visit as it could be, each another one.
      plannedStart: '"2026-06-04T08:00:00Z"',
      plannedEnd: '"2026-06-04T08:45:00Z"',
      externalId: key,
      idempotencyKey: key,
    };
  }

  /** One credential of each role. */
  oneOfEachRole(): readonly Actor[] {
    const some = this.actors.filter(({ key }) => ['bromley', 'oakwood', 'hub'].includes(key));
    // Of several the first: those after it were granted less.
    return [...new Map(some.reverse().map((actor) => [actor.role, actor])).values()];
  }

  /** Somebody who may ask for a field. */
  oneWhoMay(field: string): Actor | undefined {
    return this.oneOfEachRole().find(({ role }) => mayOf(role)(field));
  }

  async headOfLog(): Promise<number> {
    const { rows } = await this.hub.pool.query<{ seq: number }>('select max(seq)::int as seq from platform.event');
    return rows[0]!.seq;
  }
}

/** Whatever was done so far: neither the log of events nor that of the hub has anything of the people in it. */
export async function expectNothingWritten({ hub, logged }: Ground): Promise<void> {
  const { rows } = await hub.pool.query<{ text: string }>(
    'select row_to_json(event)::text as text from platform.event',
  );
  const { rows: held } = await hub.pool.query<{ text: string }>(
    SUBGRAPHS.map(({ name }) => `select reason as text from ${name}.quarantined_event`).join(' union all '),
  );
  expect(rows.length).toBeGreaterThan(50);
  const kept = marks.filter(({ mayBeTold }) => !mayBeTold);
  const inEvents = [...rows, ...held].flatMap(({ text }) =>
    kept.filter((mark) => text.toLowerCase().includes(mark.text.toLowerCase())).map(({ name }) => name),
  );
  expect([...new Set(inEvents)]).toEqual([]);
  const log = logged();
  expect(log).toContain('"service":"gateway"');
  const inLog = marks.filter((mark) => log.toLowerCase().includes(mark.text.toLowerCase())).map(({ name }) => name);
  expect(inLog).toEqual([]);
}
