import { newId } from '../../kernel/values/ids.js';
import { say } from '../terminal.js';
import { type DoorOptions, report, throughDoor } from './door.js';
import { documentIn } from './policies.js';

interface Council {
  readonly id: string;
  readonly name: string;
}

/** `hub council list`. */
export async function listCouncils(options: DoorOptions): Promise<void> {
  await throughDoor(options, async (door) => {
    const { hub } = await door.ask<{ hub: { councils: readonly Council[] } }>('councils');
    if (options.json) return say(JSON.stringify(hub.councils, null, 2));
    if (hub.councils.length === 0) say('There is none yet: hub council add.');
    for (const { id, name } of hub.councils) say(`${id.padEnd(24)} ${name}`);
  });
}

/** `hub council add`: with a first policy, if a file has one. */
export async function addCouncil(
  council: string,
  options: DoorOptions & { readonly name: string; readonly policy?: string },
): Promise<void> {
  const policy = options.policy === undefined ? {} : await documentIn(options.policy);
  await throughDoor(options, async (door) => {
    const input = { council, name: options.name, policy, idempotencyKey: newId() };
    const answer = await door.ask<{ addCouncil: { council: Council | null; refusals: [] } }>('add-council', { input });
    report(answer.addCouncil, options, (added) => {
      say(`${added.council!.name} has joined as ${council}. Nobody has access to it yet: hub grant give.`);
    });
  });
}
