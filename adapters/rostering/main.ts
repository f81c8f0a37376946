import '../node-version.cjs';
import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { runRostering } from './rostering.js';

/** `node dist/adapters/rostering/main.js --help`: the sample of a vendor's connection. */

interface CommandLine {
  readonly gateway: string;
  readonly tokenFile: string;
  readonly roster: string;
  readonly memory: string;
}

async function main(): Promise<void> {
  const { gateway, tokenFile, roster, memory } = new Command('rostering')
    .description('A rostering system: told of call-offs as they open, bids by its own capacity.')
    .requiredOption('--gateway <url>', 'GraphQL endpoint of the hub')
    .requiredOption('--token-file <file>', 'holds the token; read again for each request, so that it can be renewed')
    .requiredOption('--roster <file>', 'what the agency has free and can do')
    .option('--memory <file>', 'what must survive a restart', 'rostering-memory.json')
    .parse()
    .opts<CommandLine>();
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort());
  const token = async () => (await readFile(tokenFile, 'utf8')).trim();
  await runRostering({ gatewayUrl: gateway, token, roster, memoryFile: memory }, stop.signal);
}

main().catch((error: Error) => {
  process.stderr.write(`rostering: ${error.message}\n`);
  process.exitCode = 1;
});
