import { join } from 'node:path';
import { FeedClosedError } from '../adapters/rostering/feed.js';
import { runRostering } from '../adapters/rostering/rostering.js';
import { addLocalDays, localDateOf } from '../kernel/time/working-time.js';
import { PROVIDERS } from './demo/borough.js';
import { signClientToken } from './home.js';
import { CommandError, type Reached } from './reach.js';

/** `npm run rostering -- oakwood`: the sample vendor client as a demo provider with time to spare, until Ctrl-C. */
export async function runSampleRostering(hub: Reached, key: string): Promise<void> {
  const provider = PROVIDERS.find((each) => each.key === key);
  if (!provider)
    throw new CommandError(`The demo has no provider ${key}: ${PROVIDERS.map((each) => each.key).join(', ')}.`);
  const signing = await hub.home.clientKey();
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  const bands = ['MORNING', 'LUNCH', 'TEA', 'BED', 'NIGHT'] as const;
  const patches = provider.memberships.flatMap(({ council, patch }) =>
    patch ? [{ council, patch }] : ['East', 'West', 'Central', 'South'].map((each) => ({ council, patch: each })),
  );
  const memoryFile = join(hub.home.directory, `rostering-${key}.json`);
  process.stdout.write(`${provider.name} follows its feed; Ctrl-C ends.\n`);
  await runRostering(
    {
      gatewayUrl: `${hub.running.gatewayUrl.replace(/\/graphql$/, '')}/graphql`,
      token: () => signClientToken(signing, `machine:rostering@${key}`, { expiresIn: '10m' }),
      memoryFile,
      roster: {
        statedAt: new Date().toISOString(),
        free: patches.flatMap((place) => bands.map((timeBand) => ({ ...place, timeBand, freeWeeklyMinutes: 3000 }))),
        skills: [...provider.skills],
        languages: [],
        carerGenders: ['FEMALE', 'MALE'],
        twoWorkers: true,
        keepsTimes: true,
        earliestStart: addLocalDays(localDateOf(new Date()), 1),
        noticeMinutes: 120,
        deliveryStatement: 'The same two carers through the week, from a team that knows the streets.',
      },
    },
    stop.signal,
  ).catch((error: Error) => {
    if (!(error instanceof FeedClosedError)) throw error;
    throw new CommandError(
      `${error.message} It remembers where it was in ${memoryFile}; without that file it begins at the beginning.`,
    );
  });
}
