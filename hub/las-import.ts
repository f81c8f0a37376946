import { readdir } from 'node:fs/promises';
import pc from 'picocolors';
import { type RunReport, runOnce } from '../adapters/las/las.js';
import { MappingError } from '../adapters/mapping.js';
import { signClientToken } from './home.js';
import { CommandError, type Reached } from './reach.js';

const PASSWORD = 'It has at least 12 characters.';

/** `hub las import`: one pass of the case-system adapter over a folder, as the council's sandbox credential. */
export async function importLasFolder(
  hub: Reached,
  folder: string,
  options: {
    readonly mapping: string;
    readonly council: string;
    readonly outbound?: string;
    readonly pdfPassword?: string;
  },
): Promise<void> {
  const { council, mapping, outbound, pdfPassword } = options;
  if (outbound && !pdfPassword)
    throw new CommandError(`Placement orders are written with a password: give --pdf-password. ${PASSWORD}`);
  if (pdfPassword !== undefined && pdfPassword.length < 12) throw new CommandError(PASSWORD);
  await readdir(folder);
  const key = await hub.home.clientKey();
  const report = await runOnce({
    folder,
    council,
    mapping,
    outbound,
    pdfPassword,
    gatewayUrl: `${hub.running.gatewayUrl.replace(/\/graphql$/, '')}/graphql`,
    token: () => signClientToken(key, `machine:case-system@${council}`, { expiresIn: '10m' }),
    log: () => {},
  }).catch((error: Error) => {
    throw error instanceof MappingError ? new CommandError(error.message) : error;
  });
  summarise(report);
}

function summarise(report: RunReport): void {
  for (const file of report.files) {
    const { accepted, refused, unchanged } = file;
    const mark = refused > 0 ? pc.yellow('!') : pc.green('✓');
    say(
      `${mark} ${file.file}: ${accepted} accepted, ${unchanged} unchanged, ${refused} refused; see ${file.file}.report.txt`,
    );
  }
  for (const name of report.waiting) say(`${pc.dim('…')} ${name}: still being written; it is read when it is whole.`);
  for (const name of report.unrecognised) say(`${pc.dim('?')} ${name}: the mapping has no pattern for it.`);
  if (report.files.length + report.waiting.length + report.unrecognised.length === 0) say('There is nothing to read.');
  if (report.hubDown) {
    say(pc.red(`The hub could not be asked (${report.hubDown}); what is pending is taken by the next pass.`));
    process.exitCode = 1;
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
