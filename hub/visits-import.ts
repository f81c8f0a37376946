import pc from 'picocolors';
import { MappingError } from '../adapters/mapping.js';
import { importVisits } from '../adapters/visits/import-visits.js';
import { signClientToken } from './home.js';
import { Progress } from './progress.js';
import { CommandError, type Reached } from './reach.js';

/** `hub visits import`: planned visits or call logs from a file, as a provider's sandbox credential. */
export async function importVisitsFile(
  hub: Reached,
  file: string,
  options: {
    readonly council: string;
    readonly provider: string;
    readonly layout?: string;
    readonly source?: string;
  },
): Promise<void> {
  const { council, layout, source } = options;
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
      ...(source && { source }),
    });
    progress.end();
    const { rows, accepted, unchanged, refused, pending, status } = report;
    const mark = status === 'TAKEN' && refused === 0 ? pc.green('✓') : pc.yellow('!');
    say(
      `${mark} ${rows} rows: ${accepted} accepted, ${unchanged} unchanged, ${refused} refused, ${pending} held or pending`,
    );
    say(`  ${file}.report.txt says more`);
    if (status !== 'TAKEN') process.exitCode = 1;
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
       and (subject = $1 or subject like '%@' || $1 or organisation = $1)
     order by role desc limit 1`,
    [provider],
  );
  if (!rows[0]) throw new CommandError(`No machine reports for ${provider}. The list: npm run hub -- token`);
  return rows[0].subject;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
