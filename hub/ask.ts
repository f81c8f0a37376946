import { readFile } from 'node:fs/promises';
import { createGatewayClient, type Refusal } from '../adapters/gateway-client.js';
import { signClientToken } from './home.js';
import { CommandError, type Reached } from './reach.js';

/** The address of the public door. */
export function doorOf({ running }: Pick<Reached, 'running'>): string {
  return `${running.gatewayUrl.replace(/\/graphql$/, '')}/graphql`;
}

/**
 * Sends the hub one of the operations promised to clients, by its public door, with one of the demo's credentials.
 * @param operation name of its file, such as `submit-bid`
 * @throws CommandError with what the hub said, if that is a fault
 */
export async function askAs<Data>(hub: Reached, subject: string, operation: string, variables: object): Promise<Data> {
  const key = await hub.home.clientKey();
  const client = createGatewayClient({
    url: doorOf(hub),
    token: () => signClientToken(key, subject, { expiresIn: '5m' }),
  });
  const document = await readFile(`schema/operations/${operation}.graphql`, 'utf8');
  return client.ask<Data>(document, { ...variables }).catch((error: Error) => {
    throw new CommandError(error.message);
  });
}

/** Ends the command with what the rules said, if they said no. */
export function unlessRefused(refusals: readonly Refusal[] | undefined): void {
  if (refusals?.length) throw new CommandError(refusals.map(({ message }) => message).join(' '));
}
