import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { type GraphQLInputObjectType, getNamedType } from 'graphql';
import { publishedSchema } from '../contract.js';
import { type FileReport, type ReportedRefusal, writeReport } from '../file-report.js';
import { HubFaultError, HubUnavailableError } from '../gateway-client.js';
import { createRowReader, type RowReader } from '../row-reader.js';
import { csvRows, FileFaultError, lookThrough } from './exported-rows.js';
import { type Layout, readLayout } from './layout.js';
import { type LineAnswer, sendLines } from './line-stream.js';

/**
 * Visits from a file: a CSV in one of the layouts, or lines of JSON as the hub takes them. Read, sent and answered a row
 * at a time, whatever its size; the report beside it says what became of each row that was not simply taken.
 */
export interface ImportVisits {
  readonly file: string;
  readonly council: string;
  /** Name under which the rows are reported; the layout's, or the file's kind, unless given. */
  readonly source?: string;
  /** Name or path of a layout; a file of lines of JSON needs none. */
  readonly layout?: string;
  /** The hub, such as `http://127.0.0.1:4000`. */
  readonly hubUrl: string;
  readonly token: string;
  readonly now?: () => Date;
  /** How far it is, 0 to 1. */
  readonly progress?: (share: number) => void;
  readonly signal?: AbortSignal;
}

/** So many refusals are told one by one: who has more corrects these first. */
const MOST_TOLD = 1000;
const RULE = 'DEL-20';
/** Of the time, looking a file through takes about so much. */
const LOOKING = 0.05;

/** @throws MappingError when the layout cannot be used */
export async function importVisits(options: ImportVisits): Promise<FileReport> {
  const { file, council, progress = () => {} } = options;
  const layout = options.layout === undefined ? undefined : await readLayout(options.layout, council);
  const reader = layout && (await rowReaderFor(layout));
  const tally = new Tally(file, council, layout?.kind ?? 'NDJSON', options.now ?? (() => new Date()));
  try {
    const bytes = (await stat(file)).size;
    const hash = createHash('sha256').update(JSON.stringify(layout ?? null));
    let looked = 0;
    const isEnded = await lookThrough(file, (piece) => {
      hash.update(piece);
      looked += piece.length;
      progress((LOOKING * looked) / Math.max(bytes, 1));
    });
    tally.basis = hash.digest('hex');
    const read = (done: number) => progress(LOOKING + ((1 - LOOKING) * done) / Math.max(bytes, 1));
    const rows =
      layout && reader ? csvLines(file, layout, reader, isEnded, read, tally) : jsonLines(file, isEnded, read, tally);
    const url = new URL('/visits', options.hubUrl);
    url.searchParams.set('council', council);
    url.searchParams.set('source', options.source ?? layout?.name ?? 'ndjson');
    for await (const answer of sendLines(url, options.token, rows, options.signal)) tally.answered(answer);
  } catch (error) {
    if (error instanceof FileFaultError) tally.refusedWhole(error.code, error.fix);
    else if (error instanceof HubUnavailableError) tally.brokeOff(error.code);
    else if (error instanceof HubFaultError) tally.refusedWhole(error.code, error.message);
    else throw error;
  }
  const report = tally.report();
  await writeReport(dirname(file), report);
  return report;
}

async function rowReaderFor({ kind, fields, written }: Layout): Promise<RowReader> {
  const schema = await publishedSchema();
  const input = getNamedType(
    schema
      .getMutationType()!
      .getFields()
      .recordVisits!.args.find(({ name }) => name === 'input')!.type,
  );
  const list = (input as GraphQLInputObjectType).getFields()[kind === 'PLAN' ? 'plans' : 'logs']!;
  return createRowReader(getNamedType(list.type) as GraphQLInputObjectType, fields, written, []);
}

async function* csvLines(
  file: string,
  layout: Layout,
  reader: RowReader,
  isEnded: boolean,
  read: (bytes: number) => void,
  tally: Tally,
): AsyncGenerator<string> {
  for await (const { line, source, fault } of csvRows(file, layout, isEnded, read)) {
    if (!source) {
      tally.refused({ line, column: fault!.column, field: null, rule: RULE, code: fault!.code, fix: fault!.fix });
      continue;
    }
    const { input, refusals, columns } = reader.read(source);
    if (input) {
      tally.sending(line, columns);
      yield JSON.stringify({ kind: layout.kind, ...input });
      continue;
    }
    const { column, field, code, fix } = refusals[0]!;
    tally.refused({ line, column, field, rule: RULE, code, fix });
  }
}

async function* jsonLines(
  file: string,
  isEnded: boolean,
  read: (bytes: number) => void,
  tally: Tally,
): AsyncGenerator<string> {
  const stream = createReadStream(file);
  let line = 0;
  let last: { readonly line: number; readonly text: string } | undefined;
  for await (const text of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
    line += 1;
    read(stream.bytesRead);
    if (text.trim() === '') continue;
    if (last) {
      tally.sending(last.line);
      yield last.text;
    }
    last = { line, text: line === 1 ? text.replace(/^\uFEFF/, '') : text };
  }
  if (!last) return;
  if (isEnded || isJson(last.text)) {
    tally.sending(last.line);
    yield last.text;
    return;
  }
  const fix = 'The last line of the file ends in the middle: export it again.';
  tally.refused({ line: last.line, column: null, field: null, rule: RULE, code: 'ROW_CUT_OFF', fix });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

interface SentRow {
  readonly row: number;
  readonly line: number;
  /** Their name of each of our fields. */
  readonly columns?: ReadonlyMap<string, string> | undefined;
}

/** What becomes of the rows of a file. */
class Tally {
  basis = '';
  private status: FileReport['status'] = 'TAKEN';
  private pendingBecause: string | null = null;
  private readonly counts = { rows: 0, accepted: 0, unchanged: 0, refused: 0, pending: 0 };
  private readonly refusals: ReportedRefusal[] = [];
  private untold = 0;
  /** Rows that were sent and not yet answered, in order. */
  private readonly sent: SentRow[] = [];

  constructor(
    private readonly file: string,
    private readonly council: string,
    private readonly kind: string,
    private readonly now: () => Date,
  ) {}

  sending(line: number, columns?: SentRow['columns']): void {
    this.counts.rows += 1;
    this.sent.push({ row: this.counts.rows, line, columns });
  }

  answered({ verdict, refusal }: LineAnswer): void {
    // Answers come in the order of the lines.
    const { row, line, columns } = this.sent.shift()!;
    if (verdict === 'NEW' || verdict === 'UPDATED') this.counts.accepted += 1;
    else if (verdict === 'UNCHANGED') this.counts.unchanged += 1;
    else {
      if (verdict === 'HELD') {
        this.counts.pending += 1;
        this.pendingBecause = 'HELD';
      } else this.counts.refused += 1;
      const { rule, code, message: fix, field } = refusal!;
      this.tell({ row, line, column: (field && columns?.get(field)) || null, field, rule, code, fix });
    }
  }

  refused(refusal: Omit<ReportedRefusal, 'row'>): void {
    this.counts.rows += 1;
    this.counts.refused += 1;
    this.tell({ row: this.counts.rows, ...refusal });
  }

  refusedWhole(code: string, fix: string): void {
    this.status = 'REFUSED';
    this.tell({ row: null, line: null, column: null, field: null, rule: RULE, code, fix });
  }

  /** What was answered was taken; to send the file again changes nothing of it. */
  brokeOff(code: string): void {
    this.status = 'PENDING';
    this.pendingBecause = code;
    this.counts.pending += this.sent.length;
  }

  report(): FileReport {
    const { file, council, kind, status, pendingBecause, basis } = this;
    const refusals = [...this.refusals];
    if (this.untold > 0) {
      const fix = `${this.untold} more rows were not taken: correct these first.`;
      refusals.push({ row: null, line: null, column: null, field: null, rule: RULE, code: 'MORE_REFUSED', fix });
    }
    return {
      file: basename(file),
      council,
      kind,
      status,
      reportedAt: this.now().toISOString(),
      ...this.counts,
      pendingBecause,
      refusals,
      basis,
    };
  }

  private tell(refusal: ReportedRefusal): void {
    if (this.refusals.length < MOST_TOLD) this.refusals.push(refusal);
    else this.untold += 1;
  }
}
