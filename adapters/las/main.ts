import '../node-version.cjs';
import { readFile } from 'node:fs/promises';
import { SingleBar } from 'cli-progress';
import { Command } from 'commander';
import { type LasOptions, runOnce, watch } from './las.js';

/** `node dist/adapters/las/main.js --help`: the adapter of one council's case system. */

const program = new Command('las')
  .description("A council's case system: exported requests in, placement orders out.")
  .requiredOption('--council <id>', 'the council, as the hub knows it')
  .requiredOption('--folder <path>', 'where the case system puts its exports; reports are written beside them')
  .requiredOption('--mapping <file>', 'how these exports are to be read')
  .requiredOption('--gateway <url>', 'GraphQL endpoint of the hub')
  .requiredOption('--token-file <file>', 'holds the token; read again for each request, so that it can be renewed')
  .option('--outbound <path>', 'where placement orders are put')
  .option('--pdf-password-file <file>', 'holds the password that opens the orders')
  .option('--every <seconds>', 'between two looks at the folder', Number, 5)
  .option('--once', 'one pass, then end: with 0, or with 2 when something is left to do');

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
  const options: LasOptions = {
    council: given.council,
    folder: given.folder,
    mapping: given.mapping,
    gatewayUrl: given.gateway,
    token: async () => (await readFile(given.tokenFile, 'utf8')).trim(),
    ...(given.outbound && { outbound: given.outbound }),
    ...(given.pdfPasswordFile && { pdfPassword: (await readFile(given.pdfPasswordFile, 'utf8')).trim() }),
    ...(progress && { progress }),
    signal: stop.signal,
  };
  if (!given.once) return watch({ ...options, everyMs: given.every * 1000 }, stop.signal);
  const { waiting, files, hubDown } = await runOnce(options);
  if (hubDown || waiting.length > 0 || files.some(({ status }) => status === 'PENDING')) process.exitCode = 2;
}

main().catch((error: Error) => {
  process.stderr.write(`las: ${error.message}\n`);
  process.exitCode = 1;
});
