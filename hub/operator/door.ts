import { readFile } from 'node:fs/promises';
import pc from 'picocolors';
import {
  createGatewayClient,
  HubFaultError,
  HubUnavailableError,
  type Refusal,
} from '../../adapters/gateway-client.js';
import { doorOf } from '../ask.js';
import { credentialOf } from '../credentials.js';
import { signClientToken } from '../home.js';
import { CommandError, withRunningHub } from '../reach.js';
import { say } from '../terminal.js';

/** Which hub is asked, and as whom. Unless given: the one that runs from this folder, as its operator. */
export interface DoorOptions {
  /** Address of its gateway. */
  readonly gateway?: string;
  /** File with a token; never the token itself, which others on the machine could read off the list of processes. */
  readonly tokenFile?: string;
  /** Answers for programs, and not for people. */
  readonly json?: boolean;
}

/** A hub by its public door. */
export interface Door {
  /**
   * Sends one of the operations promised to clients.
   * @param operation name of its file, such as `set-policy`
   * @throws CommandError with what the hub said, if that is a fault
   */
  ask<Data>(operation: string, variables?: object): Promise<Data>;
}

/** Opens the door that the options name. */
export async function throughDoor(options: DoorOptions, act: (door: Door) => Promise<void>): Promise<void> {
  const { gateway, tokenFile } = options;
  if (gateway !== undefined) {
    if (!tokenFile) throw new CommandError('Say as whom: --token-file, a file with a token of the hub at --gateway.');
    const url = addressOf(gateway);
    return act(doorWith(url, () => tokenIn(tokenFile)));
  }
  await withRunningHub(async (hub) => {
    const token = tokenFile
      ? () => tokenIn(tokenFile)
      : async () => {
          const { subject } = await credentialOf(hub.pool, 'operator');
          return signClientToken(await hub.home.clientKey(), subject, { expiresIn: '5m' });
        };
    await act(doorWith(doorOf(hub), token));
  });
}

function addressOf(gateway: string): string {
  try {
    const url = new URL(gateway);
    // A token is for nobody on the way.
    const isHere = ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
    if (url.protocol === 'https:' || (url.protocol === 'http:' && isHere)) {
      return `${url.href.replace(/\/(graphql)?$/, '')}/graphql`;
    }
  } catch {
    // No address at all, which is what the error below says as well.
  }
  throw new CommandError('--gateway takes an address such as https://hub.example.org; http only on this machine.');
}

async function tokenIn(file: string): Promise<string> {
  const token = (await readFile(file, 'utf8')).trim();
  if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) throw new CommandError(`${file} holds no token.`);
  return token;
}

function doorWith(url: string, token: () => Promise<string>): Door {
  const client = createGatewayClient({ url, token });
  return {
    async ask(operation, variables = {}) {
      const document = await readFile(`schema/operations/${operation}.graphql`, 'utf8');
      return client.ask(document, { ...variables }).catch((error: Error) => {
        const isAnswer = error instanceof HubFaultError || error instanceof HubUnavailableError;
        throw isAnswer ? new CommandError(error.message) : error;
      }) as never;
    },
  };
}

/** Says what came of an act, as JSON or in words; of a refusal, its rule, field and message, and the command fails. */
export function report<Result>(
  answer: { readonly refusals: readonly Refusal[] } & Result,
  { json }: DoorOptions,
  inWords: (result: Result) => void,
): void {
  const { refusals } = answer;
  if (refusals.length > 0) process.exitCode = 1;
  if (json) say(JSON.stringify(answer, null, 2));
  else if (refusals.length === 0) inWords(answer);
  else complain(refusals);
}

function complain(refusals: readonly Refusal[]): void {
  for (const { rule, field, message } of refusals) {
    process.stderr.write(`${pc.red('refused')} ${pc.yellow(rule)} ${field ? `${field}: ` : ''}${message}\n`);
  }
}
