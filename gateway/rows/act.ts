import { type GraphQLInputObjectType, type GraphQLInputType, type GraphQLSchema, getNamedType } from 'graphql';
import { type InputFault, valueFault } from '../../kernel/graphql/input-fault.js';
import type { RowStream } from '../../schema/row-streams.js';
import { errorsIn } from '../faults.js';
import type { Session } from '../identity.js';
import type { Operations } from '../operations.js';
import { askPatiently } from './ask-patiently.js';
import type { LineAnswer, ReadRow } from './rows.js';

type Parameters = Readonly<Record<string, string>>;

/** What the mutation answers. */
interface Payload {
  readonly rows: ReadonlyArray<Omit<LineAnswer, 'line'> & { readonly kind: string; readonly line: number }>;
  readonly refusals: ReadonlyArray<{ readonly rule: string; readonly code: string; readonly message: string }>;
}

/** Sends one batch of rows on as an act, and answers its rows by their own lines. */
export type Act = (given: Parameters, rows: readonly ReadRow[]) => Promise<readonly LineAnswer[]>;

export function createAct(
  schema: GraphQLSchema,
  stream: RowStream,
  operations: Operations,
  session: Session,
  requestId: string,
): Act {
  const { act, document, lists, rule } = stream;
  const types = rowTypes(schema, stream);

  async function asked(given: Parameters, rows: readonly ReadRow[]): Promise<Payload> {
    const { input, bytes } = inputOf(given, rows);
    const asking = { document, variables: { input }, bytes, field: act };
    const payload = await askPatiently<Payload>(operations, session, requestId, asking);
    if (!payload) throw new Error(`${act} answered no payload`);
    return payload;
  }

  function inputOf(given: Parameters, rows: readonly ReadRow[]) {
    const byList = new Map(Object.values(lists).map((list) => [list, [] as unknown[]]));
    let bytes = document.length;
    for (const { kind, row, bytes: length } of rows) {
      byList.get(lists[kind]!)!.push(row);
      bytes += length;
    }
    return { input: { ...given, ...Object.fromEntries(byList) }, bytes };
  }

  function malformed({ line, kind, row }: ReadRow, { message, field }: InputFault): LineAnswer {
    const refusal = { rule, code: 'ROW_MALFORMED', message, field };
    const externalId = typeof row.externalId === 'string' ? row.externalId : null;
    return { line, verdict: 'REJECTED', kind, externalId, refusal, warnings: [] };
  }

  /** Some row is not of its type, so the act was not asked at all: it is, for the others. */
  async function askedForTheOthers(given: Parameters, rows: readonly ReadRow[], thrown: unknown) {
    const answers: LineAnswer[] = [];
    const sent: ReadRow[] = [];
    for (const row of rows) {
      const fault = valueFault(row.row, { type: types.get(row.kind)!, path: [] });
      if (fault) answers.push(malformed(row, fault));
      else sent.push(row);
    }
    if (answers.length === 0) throw thrown;
    const payload = sent.length > 0 ? await asked(given, sent) : { rows: [], refusals: [] };
    return [...answers, ...answersOf(payload, sent)];
  }

  return async (given, rows) => {
    if (rows.length === 0) return [];
    try {
      return answersOf(await asked(given, rows), rows);
    } catch (thrown) {
      if (errorsIn(thrown)[0]?.extensions.code !== 'BAD_USER_INPUT') throw thrown;
      return askedForTheOthers(given, rows, thrown);
    }
  };
}

/** The payload counts the rows of each kind by themselves, as they were sent. */
function answersOf({ rows, refusals: [refusal] }: Payload, sent: readonly ReadRow[]): LineAnswer[] {
  if (refusal) return sent.map(({ line, kind }) => ({ line, verdict: 'REJECTED', kind, refusal, warnings: [] }));
  const linesOf = Map.groupBy(sent, ({ kind }) => kind);
  return rows.map((answer) => ({ ...answer, line: linesOf.get(answer.kind)![answer.line - 1]!.line }));
}

/** The input type of each kind of row. */
function rowTypes(schema: GraphQLSchema, { act, lists }: RowStream): ReadonlyMap<string, GraphQLInputType> {
  const mutation = schema.getMutationType()?.getFields()[act];
  const argument = mutation?.args.find(({ name }) => name === 'input');
  const input = argument && (getNamedType(argument.type) as GraphQLInputObjectType).getFields();
  if (!input) throw new Error(`The supergraph has no act ${act}.`);
  return new Map(
    Object.entries(lists).map(([kind, list]) => [kind, getNamedType(input[list]!.type) as GraphQLInputObjectType]),
  );
}
