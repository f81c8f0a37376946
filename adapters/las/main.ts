import '../node-version.cjs';
import { readFile } from 'node:fs/promises';
import { SingleBar } from 'cli-progress';
import { Command } from 'commander';
import { exitCodeOfRun, type LasOptions, runOnce, watch } from './las.js';
import { madeUpServiceLine } from './outbound.js';

/** `node dist/adapters/las/main.js --help`: the adapter of one council's case system. */

const PASSWORD_VARIABLE = 'LAS_PDF_PASSWORD';
const EXIT_CODES = `
Ends a single pass with 0 when every row of every file was taken, with 2 when some were refused or are left to do, and
with 1 when nothing could be read.`;

const program = new Command('las')
  .description("A council's case system: exported requests in, placement orders out.")
  .requiredOption('--council <id>', 'the council, as the hub knows it')
  .requiredOption('--folder <path>', 'where the case system puts its exports; reports are written beside them')
  .requiredOption('--mapping <file>', 'how these exports are to be read')
  .requiredOption('--gateway <url>', 'GraphQL endpoint of the hub')
  .requiredOption('--token-file <file>', 'holds the token; read again for each request, so that it can be renewed')
  .option('--outbound <path>', 'where placement orders are put')
  .option('--pdf-password-file <file>', `holds the password that opens the orders; or it is in ${PASSWORD_VARIABLE}`)
  .option('--sandbox-lines', 'make up the service lines of placements; for a sandbox without a case system')
  .option('--every <seconds>', 'between two looks at the folder', Number, 5)
  .option('--once', 'one pass, then end')
  .option('--dry-run', 'judge the files once, and neither send nor write anything')
  .addHelpText('after', EXIT_CODES);

interface CommandLine {
  readonly council: string;
  readonly folder: string;
  readonly mapping: string;
  readonly gateway: string;
  readonly tokenFile: string;
  readonly outbound?: string;
  readonly pdfPasswordFile?: string;
  readonly every: number;
  readonly once?: boolean;
  readonly dryRun?: boolean;
  readonly sandboxLines?: boolean;
}

const LONG = 50;

/** A bar for long files where somebody is looking; plain lines say the rest. */
function bar(): NonNullable<LasOptions['progress']> | undefined {
  if (!process.stderr.isTTY) return undefined;
  let shown: { readonly file: string; readonly bar: SingleBar } | undefined;
  return (file, done, total) => {
    if (total < LONG) return;
    if (shown?.file !== file) {
      shown = {
        file,
        bar: new SingleBar({
          format: `${file} [{bar}] {value}/{total}`,
          stream: process.stderr,
          clearOnComplete: true,
        }),
      };
      shown.bar.start(total, done);
    }
    shown.bar.update(done);
    if (done === total) {
      shown.bar.stop();
      shown = undefined;
    }
  };
}

async function main(): Promise<void> {
  const given = program.parse().opts<CommandLine>();
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort());
  const progress = bar();
  const pdfPassword = given.pdfPasswordFile
    ? (await readFile(given.pdfPasswordFile, 'utf8')).trim()
    : process.env[PASSWORD_VARIABLE];
  const options: LasOptions = {
    council: given.council,
    folder: given.folder,
    mapping: given.mapping,
    gatewayUrl: given.gateway,
    token: async () => (await readFile(given.tokenFile, 'utf8')).trim(),
    ...(given.outbound && { outbound: given.outbound }),
    ...(pdfPassword && { pdfPassword }),
    ...(given.sandboxLines && { serviceLineOf: madeUpServiceLine }),
    ...(given.dryRun && { dryRun: true }),
    ...(progress && { progress }),
    signal: stop.signal,
  };
  if (!given.once && !given.dryRun) return watch({ ...options, everyMs: given.every * 1000 }, stop.signal);
  process.exitCode = exitCodeOfRun(await runOnce(options));
}

main().catch((error: Error) => {
  process.stderr.write(`las: ${error.message}\n`);
  process.exitCode = 1;
});
