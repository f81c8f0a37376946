import { readdir, readFile } from 'node:fs/promises';
import pc from 'picocolors';
import { DRY_RUN, linesOf } from '../adapters/file-report.js';
import type { TakenFile } from '../adapters/las/inbound.js';
import { exitCodeOfRun, type RunReport, runOnce } from '../adapters/las/las.js';
import { madeUpServiceLine } from '../adapters/las/outbound.js';
import { MappingError } from '../adapters/mapping.js';
import { signClientToken } from './home.js';
import { CommandError, type Reached } from './reach.js';
import { say } from './terminal.js';

/** In the environment, so that no list of processes shows it. */
export const PASSWORD_VARIABLE = 'LAS_PDF_PASSWORD';
const PASSWORD = 'It has at least 12 characters.';

export interface ImportLas {
  readonly mapping: string;
  readonly council: string;
  readonly outbound?: string;
  readonly pdfPasswordFile?: string;
  readonly sandboxLines?: boolean;
  readonly dryRun?: boolean;
}

/** `hub las import`: one pass of the case-system adapter over a folder, as the council's sandbox credential. */
export async function importLasFolder(hub: Reached, folder: string, options: ImportLas): Promise<void> {
  const { council, mapping, outbound, sandboxLines, dryRun = false } = options;
  const pdfPassword = outbound && !dryRun ? await passwordOf(options) : undefined;
  await readdir(folder);
  const key = await hub.home.clientKey();
  const report = await runOnce({
    folder,
    council,
    mapping,
    outbound,
    pdfPassword,
    dryRun,
    ...(sandboxLines && { serviceLineOf: madeUpServiceLine }),
    gatewayUrl: `${hub.running.gatewayUrl.replace(/\/graphql$/, '')}/graphql`,
    token: () => signClientToken(key, `machine:case-system@${council}`, { expiresIn: '10m' }),
    log: () => {},
  }).catch((error: Error) => {
    throw error instanceof MappingError ? new CommandError(error.message) : error;
  });
  summarise(report, dryRun);
  process.exitCode = exitCodeOfRun(report);
}

async function passwordOf({ pdfPasswordFile }: ImportLas): Promise<string> {
  const password = pdfPasswordFile ? (await readFile(pdfPasswordFile, 'utf8')).trim() : process.env[PASSWORD_VARIABLE];
  if (!password) {
    throw new CommandError(
      `Placement orders are written with a password: give --pdf-password-file, or set ${PASSWORD_VARIABLE}. ${PASSWORD}`,
    );
  }
  if (password.length < 12) throw new CommandError(PASSWORD);
  return password;
}

function summarise(report: RunReport, dryRun: boolean): void {
  const { files, waiting, unrecognised, hubDown, outbound } = report;
  for (const file of files) {
    say(`${markOf(file)} ${file.file}: ${told(file, dryRun)}`);
    if (file.warnings.length > 0)
      say(`    ${file.warnings.length} times should be looked at: each was taken as the earlier of two`);
    if (dryRun) {
      for (const each of [...file.refusals, ...file.warnings]) for (const line of linesOf(each)) say(`    ${line}`);
    }
  }
  for (const name of waiting) say(`${pc.dim('…')} ${name}: still being written; it is read when it is whole.`);
  for (const name of unrecognised) say(`${pc.red('✗')} ${name}: not read, because the mapping has no pattern for it.`);
  if (files.length + waiting.length + unrecognised.length === 0) say('There is nothing to read.');
  if (outbound && outbound.waitingForLine > 0) {
    say(`${outbound.waitingForLine} placements wait for their service line: fill in the list in the outbound folder.`);
  }
  if (hubDown) say(pc.red(`The hub could not be asked (${hubDown}); what is pending is taken by the next pass.`));
}

function markOf({ status, refused, pending, pendingBecause }: TakenFile): string {
  if (status === 'REFUSED' || status === 'INCOMPLETE') return pc.red('✗');
  return refused > 0 || (pending > 0 && pendingBecause !== DRY_RUN) ? pc.yellow('!') : pc.green('✓');
}

function told(report: TakenFile, dryRun: boolean): string {
  const { file, status, accepted, unchanged, refused, pending, again } = report;
  const where = dryRun ? 'nothing was sent' : `see ${file}.report.txt`;
  if (status === 'REFUSED' || status === 'INCOMPLETE') return `not read; ${where}`;
  if (dryRun) return `${pending} would be sent, ${unchanged} there already, ${refused} refused; ${where}`;
  if (!again) return `${accepted} new, ${unchanged} there already, ${refused} refused, ${pending} pending; ${where}`;
  return `nothing new, the file has not changed: ${accepted + unchanged} there already, ${refused} refused; ${where}`;
}
