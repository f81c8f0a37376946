import { createHash } from 'node:crypto';
import type { GraphQLInputObjectType } from 'graphql';
import {
  DRY_RUN,
  type FileReport,
  lastReport,
  type ReportedRefusal,
  type ReportedWarning,
  writeReport,
} from '../file-report.js';
import { type GatewayClient, HubFaultError, HubUnavailableError, lacksFacts, type Refusal } from '../gateway-client.js';
import { columnOf, createRowReader, type RowReader } from '../row-reader.js';
import { withoutValues } from '../without-values.js';
import type { Arrivals } from './arrivals.js';
import { type ExportedRow, readExport } from './exported-file.js';
import { KINDS, MEANINGS } from './kinds.js';
import { type FileMapping, type Kind, type Mapping, mappingFor } from './mapping.js';
import { type FileRow, refusalsOfFile } from './people-of-file.js';
import { contentHash, idempotencyKey, type RowKey, type TakenRows } from './taken-rows.js';

/** From the council's folder to the hub: each file once, each row once, each with its answer. */

/** Rule of what the hub makes of arrivals from the case system. */
const ARRIVALS_RULE = 'ASM-36';

export interface Submission {
  /** Text of the operation. */
  readonly document: string;
  readonly input: GraphQLInputObjectType;
}

export interface Inbound {
  readonly folder: string;
  readonly council: string;
  readonly mapping: Mapping;
  readonly submissions: Readonly<Record<Kind, Submission>>;
  readonly client: GatewayClient;
  readonly taken: TakenRows;
  readonly arrivals: Arrivals;
  readonly now: () => Date;
  /** After so long a file that ends in the middle is reported. */
  readonly incompleteAfterMs: number;
  /** Ids of the placements that wait for their service line, by their references. */
  readonly placementsWaiting: () => Promise<ReadonlyMap<string, string>>;
  /** Judges everything that can be judged here, and neither sends nor writes anything. */
  readonly dryRun: boolean;
  /** Requests sent at once; those of one id are sent one after the other. */
  readonly atOnce: number;
  readonly progress?: ((file: string, done: number, total: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What became of a file. */
export interface TakenFile extends FileReport {
  /** It has not changed since it was last read: the report is the one written then. */
  readonly again: boolean;
}

/** Whether the hub can be asked at all, for the rest of a pass. */
export interface HubState {
  /** A code, once it cannot. */
  down: string | null;
}

/** @throws MappingError when the mapping does not fit the schema */
export function requestReaders({
  mapping,
  submissions,
}: Pick<Inbound, 'mapping' | 'submissions'>): Map<FileMapping, RowReader> {
  return new Map(
    mapping.files.map((file) => [file, createRowReader(submissions[file.kind].input, file.fields, mapping, MEANINGS)]),
  );
}

/** Takes every file that has settled. */
export async function takeFiles(
  inbound: Inbound,
  readers: ReadonlyMap<FileMapping, RowReader>,
  names: readonly string[],
  hub: HubState,
): Promise<{ readonly files: TakenFile[]; readonly waiting: string[]; readonly unrecognised: string[] }> {
  const files: TakenFile[] = [];
  const waiting: string[] = [];
  const unrecognised: string[] = [];
  for (const name of names) {
    inbound.signal?.throwIfAborted();
    const file = mappingFor(inbound.mapping, name);
    if (!file) {
      unrecognised.push(name);
      continue;
    }
    const report = await takeFile(inbound, name, file, readers.get(file)!, hub);
    if (report === 'WAITING') waiting.push(name);
    else files.push(report);
  }
  return { files, waiting, unrecognised };
}

async function takeFile(
  inbound: Inbound,
  name: string,
  file: FileMapping,
  reader: RowReader,
  hub: HubState,
): Promise<TakenFile | 'WAITING'> {
  const { folder, council, mapping, arrivals, now, dryRun } = inbound;
  const arrived = await arrivals.read(name, mapping.limits.fileBytes);
  if (!arrived) return 'WAITING';
  const basis = createHash('sha256')
    .update(JSON.stringify(mapping))
    .update(arrived.bytes ?? arrived.identity)
    .digest('hex');
  const before = dryRun ? null : await lastReport(folder, name);
  if (before?.basis === basis && before.status !== 'PENDING') {
    arrivals.done(name, arrived);
    return { ...before, again: true };
  }
  const report = async (status: FileReport['status'], found: Partial<FileReport>): Promise<TakenFile> => {
    const reportedAt = now().toISOString();
    const written: FileReport = {
      file: name,
      council,
      kind: file.kind,
      status,
      reportedAt,
      ...NO_ROWS,
      ...found,
      basis,
    };
    if (!dryRun) {
      await writeReport(folder, written);
      if (status !== 'PENDING') arrivals.done(name, arrived);
    }
    return { ...written, again: false };
  };
  const whole = (code: string, fix: string): ReportedRefusal[] => [
    { row: null, line: null, column: null, field: null, rule: ARRIVALS_RULE, code, fix },
  ];

  if (!arrived.bytes) {
    return report('REFUSED', {
      refusals: whole('FILE_TOO_LARGE', `Export at most ${mapping.limits.fileBytes} bytes in one file.`),
    });
  }
  const exported = await readExport(arrived.bytes, file, mapping.limits);
  if ('fault' in exported) return report('REFUSED', { refusals: whole(exported.fault.code, exported.fault.fix) });
  if ('incomplete' in exported) {
    if (now().getTime() - arrived.changedAt.getTime() < inbound.incompleteAfterMs) return 'WAITING';
    const end =
      file.format === 'csv'
        ? 'a CSV ends with the end of a line, outside quotes'
        : 'a JSON document ends where it closes';
    return report('INCOMPLETE', { refusals: whole('FILE_INCOMPLETE', `Export the file again, whole: ${end}.`) });
  }

  const answers = await takeRows(inbound, name, file.kind, reader, exported.rows, hub);
  const count = (outcome: Answer['outcome']) => answers.filter((answer) => answer.outcome === outcome).length;
  const pending = count('PENDING');
  return report(pending > 0 ? 'PENDING' : 'TAKEN', {
    rows: answers.length,
    accepted: count('ACCEPTED'),
    unchanged: count('UNCHANGED'),
    refused: count('REFUSED'),
    pending,
    passedOver: exported.passedOver,
    pendingBecause: inbound.dryRun ? DRY_RUN : (answers.find((answer) => answer.because)?.because ?? null),
    refusals: answers.flatMap(({ refusals = [] }) => refusals),
    warnings: answers.flatMap(({ warnings = [] }) => warnings),
  });
}

const NO_ROWS = {
  rows: 0,
  accepted: 0,
  unchanged: 0,
  refused: 0,
  pending: 0,
  passedOver: 0,
  pendingBecause: null,
  refusals: [],
  warnings: [],
} satisfies Partial<FileReport>;

// --- Rows

interface Answer {
  readonly outcome: 'ACCEPTED' | 'UNCHANGED' | 'REFUSED' | 'PENDING';
  readonly refusals?: readonly ReportedRefusal[];
  readonly warnings?: readonly ReportedWarning[];
  /** Of a pending row. */
  readonly because?: string;
}

/** Answers in the order of the rows. */
async function takeRows(
  inbound: Inbound,
  name: string,
  kind: Kind,
  reader: RowReader,
  rows: readonly ExportedRow[],
  hub: HubState,
): Promise<Answer[]> {
  const answers: Answer[] = new Array(rows.length);
  const { rule, id } = KINDS[kind];
  const queues = new Map<string, Array<() => Promise<void>>>();
  let done = 0;
  const answered = (row: number, answer: Answer) => {
    const warnings = warned.get(row);
    answers[row - 1] = warnings ? { ...answer, warnings } : answer;
    done += 1;
    inbound.progress?.(name, done, rows.length);
  };
  const whole: FileRow[] = [];
  const warned = new Map<number, readonly ReportedWarning[]>();
  for (const row of rows) {
    const { row: nth, line, source, fault } = row;
    const { input, refusals, warnings, columns } = source ? reader.read(source) : NOT_READ;
    if (input) {
      whole.push({ row: nth, line, input, columns });
      if (warnings.length > 0)
        warned.set(
          nth,
          warnings.map((each) => ({ row: nth, line, ...each })),
        );
    } else {
      const faults = fault ? [{ ...fault, field: null }] : refusals;
      answered(nth, { outcome: 'REFUSED', refusals: faults.map((each) => ({ row: nth, line, rule, ...each })) });
    }
  }
  const refusedTogether = refusalsOfFile(kind, whole);
  for (const row of whole) {
    const refusals = refusedTogether.get(row.row);
    if (refusals) {
      answered(row.row, { outcome: 'REFUSED', refusals });
      continue;
    }
    const { input } = row;
    const key: RowKey = { council: inbound.council, kind, id: String(input[id]), version: Number(input.version ?? 1) };
    const queue = queues.get(key.id) ?? [];
    queues.set(key.id, queue);
    queue.push(async () => answered(row.row, await takeRow(inbound, key, row, hub)));
  }
  const waiting = [...queues.values()];
  const work = async () => {
    for (let queue = waiting.shift(); queue; queue = waiting.shift()) for (const take of queue) await take();
  };
  await Promise.all(Array.from({ length: inbound.atOnce }, work));
  return answers;
}

const NOT_READ = { input: null, refusals: [], warnings: [], columns: new Map<string, string>() };

async function takeRow(
  { taken, client, submissions, signal, dryRun, placementsWaiting }: Inbound,
  key: RowKey,
  row: FileRow,
  hub: HubState,
): Promise<Answer> {
  const { input, columns } = row;
  const content = contentHash(input);
  const standing = taken.standing(key, content);
  if (standing === 'TAKEN' || standing === 'OUTDATED') return { outcome: 'UNCHANGED' };
  const refused = (rule: string, code: string, fix: string, field?: string): ReportedRefusal => ({
    row: row.row,
    line: row.line,
    column: (field && columnOf(columns, field)) ?? null,
    field: field ?? null,
    rule,
    code,
    fix,
  });
  if (standing === 'CHANGED_WITHOUT_VERSION' && key.kind === 'service-line') {
    const fix = 'This placement was given another line before; what is wrong on LAS is put right there and in the hub.';
    return { outcome: 'REFUSED', refusals: [refused('AWRD-02', 'LINE_GIVEN_BEFORE', fix, 'input.lasLineId')] };
  }
  if (standing === 'CHANGED_WITHOUT_VERSION') {
    const fix = 'Raise the version: under this one the request was taken as it was before.';
    return { outcome: 'REFUSED', refusals: [refused(ARRIVALS_RULE, 'VERSION_NOT_RAISED', fix, 'input.version')] };
  }
  if (dryRun) return { outcome: 'PENDING', because: DRY_RUN };
  if (hub.down || signal?.aborted) return { outcome: 'PENDING', because: hub.down ?? 'STOPPED' };
  try {
    let sent = input;
    if (key.kind === 'service-line') {
      const placementId = (await placementsWaiting()).get(key.id);
      if (!placementId) {
        const fix =
          'No placement of this reference waits for a line: take the reference from the list of those that wait.';
        return { outcome: 'REFUSED', refusals: [refused('AWRD-02', 'PLACEMENT_NOT_WAITING', fix, 'input.placement')] };
      }
      sent = { placementId, lasLineId: input.lasLineId };
    }
    const variables = { input: { ...sent, idempotencyKey: idempotencyKey(key, content) } };
    const data = await client.ask<Submitted>(submissions[key.kind].document, variables, (data) =>
      lacksFacts(Object.values(data)[0]),
    );
    const refusals = Object.values(data)[0]?.refusals ?? [];
    if (refusals.length === 0) {
      await taken.add(key, content);
      return { outcome: 'ACCEPTED' };
    }
    return {
      outcome: 'REFUSED',
      refusals: refusals.map(({ rule, code, message, field }) =>
        refused(rule, code, withoutValues(message, input, submissions[key.kind].input), field ?? undefined),
      ),
    };
  } catch (error) {
    if (signal?.aborted) return { outcome: 'PENDING', because: 'STOPPED' };
    if (error instanceof HubUnavailableError) {
      hub.down = error.code;
      return { outcome: 'PENDING', because: error.code };
    }
    if (!(error instanceof HubFaultError)) throw error;
    if (OF_THE_ROW.has(error.code)) {
      const refusals = error.errors.map(({ code, message, field }) => {
        // The report has the field in a place of its own.
        const fix = field && message.startsWith(`${field}: `) ? message.slice(`${field}: `.length) : message;
        return refused(KINDS[key.kind].rule, code, withoutValues(fix, input, submissions[key.kind].input), field);
      });
      return { outcome: 'REFUSED', refusals };
    }
    // The token, or a document that this hub does not know: no other row would fare better.
    if (error.code !== 'INTERNAL') hub.down = error.code;
    return { outcome: 'PENDING', because: error.code };
  }
}

/** Faults that another row would not have. */
const OF_THE_ROW: ReadonlySet<string> = new Set(['BAD_USER_INPUT', 'TOO_LARGE', 'HTTP_413']);

/** The payload under the one mutation's own name. */
type Submitted = Readonly<Record<string, { readonly refusals: readonly Refusal[] } | null>>;
