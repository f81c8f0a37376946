import { open, readFile } from 'node:fs/promises';
import { CsvError, parse } from 'csv-parse';
import pc from 'picocolors';
import type { Work } from '../kernel/database/work.js';
import { newId } from '../kernel/values/ids.js';
import { createLogger } from '../kernel/values/logging.js';
import type { Refusal } from '../kernel/values/refusal.js';
import { importCqcRecord } from '../subgraphs/providers/commands/cqc/import-cqc-record.js';
import {
  importWardPostcodes,
  type PostcodeLine,
} from '../subgraphs/providers/commands/geography/import-ward-postcodes.js';
import { startSubgraphsInOneProcess } from './in-one-process.js';
import { CommandError, type Reached } from './reach.js';

const BATCH = 5000;

/** `hub geo import`: a council's postcode table, in batches. Importing the same file again changes nothing (PROV-16). */
export async function importWardPostcodesFile(hub: Reached, council: string, file: string): Promise<void> {
  const { rowCount } = await hub.pool.query('select from platform.council where id = $1', [council]);
  if (!rowCount) throw new CommandError(`There is no council ${council} in this hub.`);
  await withProviders(hub, async (work) => {
    const total = { accepted: 0, changed: 0, refused: 0 };
    const take = async (rows: PostcodeLine[]) => {
      const { result, refusals } = await importWardPostcodes(work(), { council, rows, idempotencyKey: newId() });
      if (!result) return complain(refusals);
      total.accepted += result.accepted;
      total.changed += result.changed;
      total.refused += result.refused;
      complain(result.refusals);
    };
    let rows: PostcodeLine[] = [];
    const source = await open(file);
    const reader = source
      .createReadStream({ autoClose: false })
      .pipe(parse({ columns: true, bom: true, trim: true, info: true, relax_column_count: true }));
    try {
      for await (const { record, info } of reader as AsyncIterable<{ record: unknown; info: { lines: number } }>) {
        rows.push({ line: info.lines, cells: record });
        if (rows.length === BATCH) {
          await take(rows);
          rows = [];
          say(`${total.accepted + total.refused} rows…`);
        }
      }
    } catch (error) {
      throw error instanceof CsvError ? new CommandError(`${file} is not a CSV file: ${error.message}`) : error;
    } finally {
      await source.close();
    }
    if (rows.length > 0) await take(rows);
    say(`${total.accepted} rows accepted, of them ${total.changed} new or changed; ${total.refused} refused.`);
    if (total.refused > 0) process.exitCode = 1;
  });
}

/** `hub cqc import`: location records. A record of a location that the register knows changes eligibility at once (PROV-03). */
export async function importCqcRecords(hub: Reached, files: readonly string[]): Promise<void> {
  await withProviders(hub, async (work) => {
    for (const file of files) {
      const record = parsed(file, await readFile(file, 'utf8'));
      const { result, refusals } = await importCqcRecord(work(), { record, idempotencyKey: newId() });
      if (result) {
        const { location, notRead } = result;
        const mark = notRead.length > 0 ? pc.yellow('!') : pc.green('✓');
        say(`${mark} ${file}: ${location.cqcLocationId}, overall ${location.overall}`);
        complain(notRead);
        if (notRead.length > 0) process.exitCode = 1;
      } else {
        say(`${pc.red('✗')} ${file}`);
        complain(refusals);
        process.exitCode = 1;
      }
    }
  });
}

function parsed(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new CommandError(`${file}: it is not JSON.`);
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

function complain(refusals: readonly Refusal[]): void {
  for (const { rule, field, message } of refusals.slice(0, 50)) say(`  ${pc.yellow(rule)} ${field ?? ''}: ${message}`);
  if (refusals.length > 50) say(`  … and ${refusals.length - 50} more`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
