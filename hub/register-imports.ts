import { readFile } from 'node:fs/promises';
import pc from 'picocolors';
import { exitCodeOf } from '../adapters/file-report.js';
import { type Encoding, FileFaultError, lookThrough, textOf } from '../adapters/file-text.js';
import { withOpenedFile } from '../adapters/opened-file.js';
import { openTable, type TableFault } from '../adapters/table.js';
import type { Work } from '../kernel/database/work.js';
import { SandboxClock } from '../kernel/time/clock.js';
import { localDateOf } from '../kernel/time/working-time.js';
import { newId } from '../kernel/values/ids.js';
import { createLogger } from '../kernel/values/logging.js';
import type { Refusal } from '../kernel/values/refusal.js';
import { importCqcRecord } from '../subgraphs/providers/commands/cqc/import-cqc-record.js';
import {
  importWardPostcodes,
  type PostcodeLine,
} from '../subgraphs/providers/commands/geography/import-ward-postcodes.js';
import { readCqcLocation } from '../subgraphs/providers/rules/cqc/cqc-record.js';
import { readGeoRow } from '../subgraphs/providers/rules/geography/geo-row.js';
import { type Ward, wardsOf } from '../subgraphs/providers/rules/geography/wards.js';
import { startSubgraphsInOneProcess } from './in-one-process.js';
import { CommandError, type Reached } from './reach.js';
import { say } from './terminal.js';

const BATCH = 5000;
const COLUMNS = ['postcode', 'ward', 'validFrom', 'validTo'];

/** What becomes of a batch of lines. */
interface Taken {
  readonly accepted: number;
  readonly changed: number;
  readonly refusals: readonly Refusal[];
}
type Take = (rows: readonly PostcodeLine[]) => Promise<Taken>;

/** `hub geo import`: a council's postcode table, in batches. Importing the same file again changes nothing (PROV-16). */
export async function importWardPostcodesFile(
  hub: Reached,
  council: string,
  file: string,
  options: { readonly encoding?: Encoding; readonly dryRun?: boolean } = {},
): Promise<void> {
  const { encoding = 'utf-8', dryRun = false } = options;
  const { rowCount } = await hub.pool.query('select from platform.council where id = $1', [council]);
  if (!rowCount) throw new CommandError(`There is no council ${council} in this hub.`);
  if (dryRun) {
    const wards = await wardsHeld(hub, council);
    return takeTable(file, encoding, dryRun, async (rows) => judged(rows, wards));
  }
  await withProviders(hub, (work) =>
    takeTable(file, encoding, dryRun, async (rows) => {
      const { result, refusals } = await importWardPostcodes(work(), { council, rows, idempotencyKey: newId() });
      return result ?? { accepted: 0, changed: 0, refusals };
    }),
  );
}

async function takeTable(file: string, encoding: Encoding, dryRun: boolean, take: Take): Promise<void> {
  const total = { rows: 0, accepted: 0, changed: 0 };
  let told = 0;
  const tell = (lines: readonly string[]) => {
    for (const line of lines.slice(0, Math.max(0, MOST_SHOWN - told))) say(`  ${line}`);
    told += lines.length;
  };
  let rows: PostcodeLine[] = [];
  const takeBatch = async () => {
    if (rows.length === 0) return;
    const { accepted, changed, refusals } = await take(rows);
    total.accepted += accepted;
    total.changed += changed;
    tell(refusals.map(wordsOf));
    rows = [];
  };
  try {
    await withOpenedFile(file, async ({ bytes }) => {
      const looked = await lookThrough(bytes, encoding);
      const form = { delimiter: ',', columns: COLUMNS, optional: ['validTo'], formulas: 'TEXT' } as const;
      for await (const { line, source, fault } of openTable(bytes, looked, form).rows()) {
        total.rows += 1;
        if (source)
          rows.push({ line, cells: Object.fromEntries(COLUMNS.map((name) => [name, source.cell(name) ?? ''])) });
        else tell([wordsOfFault(line, fault!)]);
        if (rows.length < BATCH) continue;
        await takeBatch();
        say(`${total.rows} rows…`);
      }
    });
  } catch (error) {
    if (!(error instanceof FileFaultError)) throw error;
    throw new CommandError(`${file} was not read. ${error.code}: ${error.fix}`);
  }
  await takeBatch();
  if (told > MOST_SHOWN) say(`  … and ${told - MOST_SHOWN} more`);
  const refused = total.rows - total.accepted;
  say(
    dryRun
      ? `${total.accepted} rows would be sent; ${refused} refused. Nothing was changed.`
      : `${total.accepted} rows accepted, of them ${total.changed} new or changed; ${refused} refused.`,
  );
  process.exitCode = exitCodeOf([{ status: 'TAKEN', rows: total.rows, refused, pending: 0, pendingBecause: null }]);
}

async function wardsHeld({ pool }: Reached, council: string): Promise<readonly Ward[]> {
  const { rows } = await pool.query<{ wardCode: string; name: string; from: string; to: string | null }>(
    `select code as "wardCode", name, valid_from as "from", valid_to as "to"
     from providers.ward where council = $1`,
    [council],
  );
  return wardsOf(rows);
}

/** What the rows say by themselves; whether they contradict what is held shows when they are imported. */
function judged(rows: readonly PostcodeLine[], wards: readonly Ward[]): Taken {
  const read = rows.map(({ cells, line }) => readGeoRow(cells, line, wards));
  return {
    accepted: read.filter(({ result }) => result).length,
    changed: 0,
    refusals: read.flatMap(({ refusals }) => refusals),
  };
}

/** `hub cqc import`: location records. A record of a location that the register knows changes eligibility at once (PROV-03). */
export async function importCqcRecords(
  hub: Reached,
  files: readonly string[],
  { dryRun = false }: { readonly dryRun?: boolean } = {},
): Promise<void> {
  let taken = 0;
  let refused = 0;
  let unread = 0;
  // A record of which some parts could not be read is taken without them, which is no whole success.
  const act = async (take: (record: unknown) => Promise<{ words?: string; refusals: readonly Refusal[] }>) => {
    for (const file of files) {
      const record = await recordIn(file);
      if (!record) {
        unread += 1;
        continue;
      }
      const { words, refusals } = await take(record.value);
      if (words !== undefined && refusals.length === 0) {
        taken += 1;
        say(`${pc.green('✓')} ${file}: ${words}`);
        continue;
      }
      refused += 1;
      say(words === undefined ? `${pc.red('✗')} ${file}` : `${pc.yellow('!')} ${file}: ${words}`);
      for (const refusal of refusals.slice(0, MOST_SHOWN)) say(`  ${wordsOf(refusal)}`);
    }
  };
  if (dryRun) {
    const today = localDateOf(await new SandboxClock(hub.pool).now());
    await act(async (record) => {
      const { result, refusals } = readCqcLocation(record, today);
      return result ? { words: 'would be imported; nothing was changed', refusals: result.notRead } : { refusals };
    });
  } else {
    await withProviders(hub, (work) =>
      act(async (record) => {
        const { result, refusals } = await importCqcRecord(work(), { record, idempotencyKey: newId() });
        if (!result) return { refusals };
        const { location, notRead } = result;
        return {
          words: `${location.cqcLocationId}, ${location.registered ? 'registered' : 'not registered'}, overall ${location.overall}`,
          refusals: notRead,
        };
      }),
    );
  }
  if (taken < files.length) process.exitCode = taken + refused === 0 && unread > 0 ? 1 : 2;
}

/** The record in a file; undefined, and told, when the file cannot be read: the others still are. */
async function recordIn(file: string): Promise<{ readonly value: unknown } | undefined> {
  try {
    const content = await readFile(file);
    const bytes = () => [content];
    let text = '';
    for await (const piece of textOf(bytes, await lookThrough(bytes, 'utf-8'))) text += piece;
    return { value: JSON.parse(text) };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why =
      error instanceof FileFaultError
        ? error.fix
        : error instanceof SyntaxError
          ? 'it is not JSON.'
          : `it cannot be read (${code ?? 'unknown'}).`;
    say(`${pc.red('✗')} ${file}: not read; ${why}`);
    return undefined;
  }
}

async function withProviders(hub: Reached, act: (work: () => Work) => Promise<void>): Promise<void> {
  const secret = await hub.home.secret();
  const running = await startSubgraphsInOneProcess({
    databaseUrl: hub.running.databaseUrl,
    secret,
    log: createLogger('hub', 'warn'),
    poolSize: 2,
  });
  try {
    await act(() => running.subgraphs.get('providers')!.work());
  } finally {
    await running.stop();
  }
}

const MOST_SHOWN = 50;

function wordsOf({ rule, field, message }: Refusal): string {
  return `${pc.yellow(rule)} ${field ?? ''}: ${message}`;
}

function wordsOfFault(line: number, { code, fix, column }: TableFault): string {
  return `${pc.yellow('PROV-16')} lines[${line}]${column ? `.${column}` : ''}: ${code}: ${fix}`;
}
