import { createHash } from 'node:crypto';
import { basename, dirname } from 'node:path';
import {
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLNamedType,
  getNamedType,
  isInputObjectType,
} from 'graphql';
import { publishedSchema } from '../contract.js';
import { DRY_RUN, type FileReport, type ReportedRefusal, type ReportedWarning, writeReport } from '../file-report.js';
import { type Bytes, type Encoding, FileFaultError, type LookedThrough, lookThrough, textOf } from '../file-text.js';
import { HubFaultError, HubUnavailableError } from '../gateway-client.js';
import { MappingError } from '../mapping.js';
import { withOpenedFile } from '../opened-file.js';
import { columnOf, createRowReader, type Meanings, type RowReader, type RowReading } from '../row-reader.js';
import { plainText } from '../source.js';
import { openTable, ROW_CUT_OFF } from '../table.js';
import { linesOf } from '../text-lines.js';
import { withoutValues } from '../without-values.js';
import { type Layout, readLayout } from './layout.js';
import { type LineAnswer, sendLines } from './line-stream.js';

/**
 * Visits from a file: a CSV in one of the layouts, or lines of JSON as the hub takes them. Read, sent and answered a row
 * at a time, whatever its size; the report beside it says what became of each row that was not simply taken.
 */
export interface ImportVisits {
  readonly file: string;
  readonly council: string;
  /** The system that reports, under which the hub keeps the rows; the layout's, or `ndjson`, unless given. */
  readonly source?: string;
  /** Name or path of a layout; a file of lines of JSON needs none. */
  readonly layout?: string;
  /** How the file is written; as its layout says unless given. A byte-order mark says it by itself. */
  readonly encoding?: Encoding;
  /** Judges the rows by themselves, and neither sends nor writes anything. */
  readonly dryRun?: boolean;
  /** The hub, such as `http://127.0.0.1:4000`. */
  readonly hubUrl: string;
  readonly token: string;
  readonly now?: () => Date;
  /** How far it is, 0 to 1. */
  readonly progress?: (share: number) => void;
  readonly signal?: AbortSignal;
}

/** So many refusals and so many warnings are told one by one: who has more corrects these first. */
const MOST_TOLD = 1000;
const RULE = 'DEL-20';
/** Of the time, looking a file through takes about so much. */
const LOOKING = 0.05;

/**
 * @throws MappingError when the layout cannot be used, or neither it nor the caller says which system reports
 */
export async function importVisits(options: ImportVisits): Promise<FileReport> {
  const { file, council, dryRun = false } = options;
  const layout = options.layout === undefined ? undefined : await readLayout(options.layout, council);
  const types = await rowTypes();
  const reader = layout && rowReaderFor(layout, types[layout.kind]);
  const source = sourceOf(options.source, layout);
  const tally = new Tally(file, council, layout?.kind ?? 'NDJSON', types, options.now ?? (() => new Date()));
  try {
    await withOpenedFile(file, async ({ size, bytes }) => {
      const { looked, read } = await look(options, layout, bytes, size, tally);
      const rows = layout && reader ? csvLines(read, looked, layout, reader, tally) : jsonLines(read, looked, tally);
      if (dryRun) {
        for await (const _ of rows) tally.judged();
        return;
      }
      const url = new URL('/visits', options.hubUrl);
      url.searchParams.set('council', council);
      url.searchParams.set('source', source);
      for await (const answer of sendLines(url, options.token, rows, options.signal)) tally.answered(answer);
      if (tally.isWaiting) throw new HubUnavailableError('UNANSWERED');
    });
  } catch (error) {
    if (error instanceof FileFaultError) tally.refusedWhole(error.code, error.fix);
    else if (error instanceof HubUnavailableError) tally.brokeOff(error.code);
    else if (error instanceof HubFaultError) tally.refusedWhole(error.code, error.message);
    else throw error;
  }
  const report = tally.report();
  if (!dryRun) await writeReport(dirname(file), report);
  return report;
}

/**
 * Two sources are two systems to the hub, and one visit reported under two of them is two visits: so a source is a name
 * that somebody gave, and never where a layout happens to be.
 */
function sourceOf(given: string | undefined, layout: Layout | undefined): string {
  const source = given === undefined ? (layout ? layout.source : 'ndjson') : plainText(given);
  if (source) return source;
  throw new MappingError([
    'source: name the system that reports, such as "source": "rota-export", in the layout, or give --source. The hub knows rows by it: keep it as it is from then on.',
  ]);
}

/** Looks the file through before any of it is sent, and says how far its bytes have been read. */
async function look(
  { encoding, progress = () => {} }: ImportVisits,
  layout: Layout | undefined,
  bytes: Bytes,
  size: number,
  tally: Tally,
): Promise<{ readonly looked: LookedThrough; readonly read: Bytes }> {
  const hash = createHash('sha256').update(JSON.stringify(layout ?? null));
  let done = 0;
  const looked = await lookThrough(bytes, encoding ?? layout?.encoding ?? 'utf-8', (piece) => {
    hash.update(piece);
    done += piece.length;
    progress((LOOKING * done) / Math.max(size, 1));
  });
  tally.basis = hash.digest('hex');
  const read = async function* () {
    let read = 0;
    for await (const piece of bytes()) {
      yield piece;
      read += piece.length;
      progress(LOOKING + ((1 - LOOKING) * read) / Math.max(size, 1));
    }
  };
  return { looked, read };
}

type RowTypes = Readonly<Record<Layout['kind'], GraphQLInputObjectType>>;

async function rowTypes(): Promise<RowTypes> {
  const schema = await publishedSchema();
  const { args } = schema.getMutationType()!.getFields().recordVisits!;
  const input = getNamedType(args.find(({ name }) => name === 'input')!.type) as GraphQLInputObjectType;
  const typeOf = (list: string) => getNamedType(input.getFields()[list]!.type) as GraphQLInputObjectType;
  return { PLAN: typeOf('plans'), LOG: typeOf('logs') };
}

const IDS = ['externalId', 'placement', 'visit', 'visitExternalId', 'worker', 'plannedWorkers'];
const MEANINGS: Readonly<Record<Layout['kind'], Meanings>> = {
  PLAN: {
    ids: IDS,
    spans: [
      ['plannedStart', 'plannedEnd'],
      ['windowFrom', 'plannedStart'],
      ['plannedStart', 'windowTo'],
      ['cancellation.at', 'asOf'],
    ],
  },
  LOG: {
    ids: IDS,
    spans: [
      ['arrivedAt', 'departedAt'],
      ['departedAt', 'asOf'],
    ],
  },
};

function rowReaderFor({ kind, fields, written }: Layout, type: GraphQLInputObjectType): RowReader {
  return createRowReader(type, fields, written, MEANINGS[kind]);
}

async function* csvLines(
  bytes: Bytes,
  looked: LookedThrough,
  { kind, delimiter, columns: named, optional }: Layout,
  reader: RowReader,
  tally: Tally,
): AsyncGenerator<string> {
  const table = openTable(bytes, looked, { delimiter, columns: named, optional, formulas: 'REFUSE' });
  for await (const { line, source, fault } of table.rows()) {
    if (!source) {
      tally.refused(line, [{ ...fault!, field: null }]);
      continue;
    }
    const { input, refusals, warnings, columns } = reader.read(source);
    if (!input) {
      tally.refused(line, refusals);
      continue;
    }
    const text = JSON.stringify({ kind, ...input });
    tally.sending(line, text, columns, warnings);
    yield text;
  }
  tally.passedOver = table.passedOver;
}

async function* jsonLines(bytes: Bytes, looked: LookedThrough, tally: Tally): AsyncGenerator<string> {
  for await (const { line, text, isEnded, isTooLong } of linesOf(textOf(bytes, looked))) {
    const refuse = (code: string, fix: string) => tally.refused(line, [{ column: null, field: null, code, fix }]);
    if (text.trim() === '') tally.passedOver += 1;
    else if (isTooLong) refuse('ROW_TOO_LONG', 'No row is so long: a line holds one visit or one log.');
    else if (!isEnded && !isJson(text)) {
      refuse(ROW_CUT_OFF, 'The last line of the file ends in the middle: export it again.');
    } else {
      tally.sending(line, text);
      yield text;
    }
  }
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
  /** As it was sent. */
  readonly text: string;
  /** Their name of each of our fields. */
  readonly columns?: ReadonlyMap<string, string> | undefined;
}

/** What becomes of the rows of a file. */
class Tally {
  basis = '';
  passedOver = 0;
  private status: FileReport['status'] = 'TAKEN';
  private pendingBecause: string | null = null;
  private readonly counts = { rows: 0, accepted: 0, unchanged: 0, refused: 0, pending: 0 };
  private readonly refusals = new Told<ReportedRefusal>();
  private readonly warnings = new Told<ReportedWarning>();
  /** Rows that were sent and not yet answered, by their place among all that were sent, from 1. */
  private readonly sent = new Map<number, SentRow>();
  private sentSoFar = 0;
  private answers = 0;

  constructor(
    private readonly file: string,
    private readonly council: string,
    private readonly kind: string,
    private readonly types: RowTypes,
    private readonly now: () => Date,
  ) {}

  /** Whether a row was sent that the hub has not answered. */
  get isWaiting(): boolean {
    return this.sent.size > 0;
  }

  sending(line: number, text: string, columns?: SentRow['columns'], warnings: RowReading['warnings'] = []): void {
    this.counts.rows += 1;
    const { rows: row } = this.counts;
    this.sentSoFar += 1;
    this.sent.set(this.sentSoFar, { row, line, text, columns });
    for (const warning of warnings) this.warnings.tell({ row, line, ...warning });
  }

  /** The row would be sent, if anything were. */
  judged(): void {
    this.sent.clear();
    this.status = 'PENDING';
    this.pendingBecause = DRY_RUN;
    this.counts.pending += 1;
  }

  answered({ line: place, verdict, refusal, notices = [] }: LineAnswer): void {
    const answered = this.sent.get(place);
    if (!answered) throw new HubUnavailableError('BROKE_OFF');
    this.sent.delete(place);
    this.answers += 1;
    const { row, line, text, columns } = answered;
    for (const { rule, code, message: fix, field } of notices) {
      const column = field && columns ? columnOf(columns, field) : null;
      this.warnings.tell({ row, line, column, field, rule, code, fix });
    }
    if (verdict === 'NEW' || verdict === 'UPDATED') this.counts.accepted += 1;
    else if (verdict === 'UNCHANGED') this.counts.unchanged += 1;
    else {
      if (verdict === 'HELD') {
        this.counts.pending += 1;
        this.pendingBecause = 'HELD';
      } else this.counts.refused += 1;
      const { rule, code, message } = refusal!;
      const type = this.typeOf(text);
      const field = refusal!.field && knownPath(refusal!.field, type);
      const fix = withoutValues(message, parsed(text), type);
      const column = field && columns ? columnOf(columns, field) : null;
      this.refusals.tell({ row, line, column, field, rule, code, fix });
    }
  }

  refused(line: number, refusals: ReadonlyArray<Pick<ReportedRefusal, 'column' | 'field' | 'code' | 'fix'>>): void {
    this.counts.rows += 1;
    this.counts.refused += 1;
    for (const refusal of refusals) this.refusals.tell({ row: this.counts.rows, line, rule: RULE, ...refusal });
  }

  /** Of a file of which some rows were answered, the others are left. */
  refusedWhole(code: string, fix: string): void {
    if (this.answers > 0) this.left(code);
    else {
      this.status = 'REFUSED';
      this.counts.rows -= this.sent.size;
    }
    this.refusals.tell({ ...WHOLE_FILE, rule: RULE, code, fix });
  }

  /** What was answered was taken; to send the file again changes nothing of it. */
  brokeOff(code: string): void {
    this.left(code);
    const fix = 'The hub did not answer to the end: send the file again. What it has taken already stays as it is.';
    this.refusals.tell({ ...WHOLE_FILE, rule: RULE, code, fix });
  }

  private left(code: string): void {
    this.status = 'PENDING';
    this.pendingBecause = code;
    this.counts.pending += this.sent.size;
  }

  report(): FileReport {
    const { file, council, kind, status, pendingBecause, passedOver, basis } = this;
    return {
      file: basename(file),
      council,
      kind,
      status,
      reportedAt: this.now().toISOString(),
      ...this.counts,
      passedOver,
      pendingBecause,
      refusals: this.refusals.all((fix) => ({ ...WHOLE_FILE, rule: RULE, code: 'MORE_REFUSED', fix })),
      warnings: this.warnings.all((fix) => ({ ...WHOLE_FILE, code: 'MORE_WARNED', fix })),
      basis,
    };
  }

  private typeOf(text: string): GraphQLInputObjectType {
    const { kind } = (parsed(text) ?? {}) as { kind?: unknown };
    return kind === 'LOG' ? this.types.LOG : this.types.PLAN;
  }
}

const WHOLE_FILE = { row: null, line: null, column: null, field: null } as const;

/** The first of many, and how many more there were. */
class Told<Item> {
  private readonly items: Item[] = [];
  private untold = 0;

  tell(item: Item): void {
    if (this.items.length < MOST_TOLD) this.items.push(item);
    else this.untold += 1;
  }

  all(more: (fix: string) => Item): Item[] {
    return this.untold === 0
      ? this.items
      : [...this.items, more(`${this.untold} more were not told: look at these first.`)];
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** As much of a path as the contract knows: a name that a file made up may be anybody's. */
function knownPath(path: string, row: GraphQLInputObjectType): string | null {
  const known: string[] = [];
  let type: GraphQLInputObjectType | undefined = row;
  for (const name of path.split('.')) {
    const field: GraphQLInputField | undefined = type?.getFields()[name];
    if (!field && !/^\d{1,4}$/.test(name)) break;
    known.push(name);
    if (!field) continue;
    const of: GraphQLNamedType = getNamedType(field.type);
    type = isInputObjectType(of) ? of : undefined;
  }
  return known.length > 0 ? known.join('.') : null;
}
