import pc from 'picocolors';
import { exitCodeOf, type FileReport, linesOf } from '../adapters/file-report.js';
import type { Encoding } from '../adapters/file-text.js';
import { MappingError } from '../adapters/mapping.js';
import { importVisits } from '../adapters/visits/import-visits.js';
import { signClientToken } from './home.js';
import { Progress } from './progress.js';
import { CommandError, type Reached } from './reach.js';
import { say } from './terminal.js';

/** `hub visits import`: planned visits or call logs from a file, as a provider's sandbox credential. */
export async function importVisitsFile(
  hub: Reached,
  file: string,
  options: {
    readonly council: string;
    readonly provider: string;
    readonly layout?: string;
    readonly source?: string;
    readonly encoding?: Encoding;
    readonly dryRun?: boolean;
  },
): Promise<void> {
  const { council, layout, source, encoding, dryRun = false } = options;
  if (!layout && /\.csv$/i.test(file)) {
    throw new CommandError('A CSV is read by a layout: --layout rota-export, call-log, or a file of your own.');
  }
  const subject = await credentialOf(hub, options.provider);
  const token = await signClientToken(await hub.home.clientKey(), subject, { expiresIn: '12h' });
  const progress = new Progress();
  progress.begin(file);
  try {
    const report = await importVisits({
      file,
      council,
      hubUrl: hub.running.gatewayUrl.replace(/\/graphql$/, ''),
      token,
      progress: (share) => progress.at(share),
      ...(layout && { layout }),
      ...(source !== undefined && { source }),
      ...(encoding && { encoding }),
      dryRun,
    });
    progress.end();
    summarise(file, report, dryRun);
    process.exitCode = exitCodeOf([report]);
  } catch (error) {
    if (error instanceof MappingError) throw new CommandError(error.message);
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new CommandError(`There is no file ${file}.`);
    throw error;
  }
}

/** The machine that reports for a provider: its rostering system. The name is the provider's, or the credential's. */
async function credentialOf({ pool }: Reached, provider: string): Promise<string> {
  const { rows } = await pool.query<{ subject: string }>(
    `select subject from platform.access_grant
     where role in ('rostering', 'call-monitoring') and revoked_at is null
       and (subject = $1 or split_part(subject, '@', 2) = $1 or organisation = $1)
     order by role desc limit 1`,
    [provider],
  );
  if (!rows[0]) throw new CommandError(`No machine reports for ${provider}. The list: npm run hub -- token`);
  return rows[0].subject;
}

/** So many refusals, and so many warnings, are shown at once; all that are told are in the report. */
const MOST_SHOWN = 20;

function summarise(file: string, report: FileReport, dryRun: boolean): void {
  const { rows, accepted, unchanged, refused, pending, pendingBecause, status, refusals, warnings, passedOver } =
    report;
  const isWhole = exitCodeOf([report]) === 0;
  const mark = isWhole ? pc.green('✓') : status === 'REFUSED' ? pc.red('✗') : pc.yellow('!');
  if (status === 'REFUSED') say(`${mark} not read; nothing of it was sent`);
  else if (dryRun)
    say(`${mark} ${counted(rows, 'row')}: ${pending} would be sent, ${refused} refused; nothing was sent`);
  else {
    const left = pendingBecause === 'HELD' ? 'held until what they wait for comes' : 'pending';
    const answered = `${accepted} new, ${unchanged} there already, ${refused} refused, ${pending} ${left}`;
    say(`${mark} ${counted(rows, 'row')}: ${answered}`);
  }
  if (passedOver > 0) say(`  ${passedOver} empty rows were passed over`);
  show(refusals);
  if (warnings.length > 0) say(`  ${counted(warnings.length, 'warning')}, no reason to refuse a row:`);
  show(warnings);
  if (refusals.some(({ code }) => code === 'PLACEMENT_UNKNOWN')) {
    say('  Files about placements of the demo: npm run hub -- demo visits FOLDER');
  }
  if (!dryRun) say(`  ${file}.report.txt says more`);
}

function show(told: FileReport['refusals'] | FileReport['warnings']): void {
  for (const each of told.slice(0, MOST_SHOWN)) for (const line of linesOf(each)) say(`  ${line}`);
  if (told.length > MOST_SHOWN) say(`  and ${told.length - MOST_SHOWN} more`);
}

function counted(number: number, what: string): string {
  return number === 1 ? `1 ${what}` : `${number} ${what}s`;
}
