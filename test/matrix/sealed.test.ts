import { expectNothingWritten, Ground } from './ground.js';
import { type AnswersAt, stageTests } from './stages.js';

/** Until its window closes, nobody learns of a bid but who made it. */

let ground: Ground;
beforeAll(async () => {
  ground = await Ground.start();
});
afterAll(() => ground?.stop());

const answersAt: AnswersAt = new Map();
stageTests(['published', 'bid', 'rivalled', 'closed'], () => ground, answersAt);

it.each([
  ['published', 'bid', ['bromley', 'ashdown', 'linden', 'bramble', 'hub']],
  ['bid', 'rivalled', ['bromley', 'ashdown', 'oakwood', 'bramble', 'hub']],
] as const)('IDG-23: from %s to %s nothing changes for anybody but who bids', (before, after, keys) => {
  // That something came is told, and nothing else of it; who opened a record is what this test does itself. The hub's
  // own time moves on, and a position is written anew each time it is asked for.
  const told = (answers: ReadonlyMap<string, unknown>) =>
    JSON.stringify([...answers].filter(([question]) => !/^(disclosures|feedPosition) /.test(question)).sort())
      .replace(/"receipts":\[[^\]]*\]/g, '"receipts":[]')
      .replace(/"now":"[^"]*"/g, '"now":""');
  for (const actor of ground.actors.filter(({ key }) => (keys as readonly string[]).includes(key))) {
    const [was, is] = [before, after].map((stage) => told(answersAt.get(stage)!.get(actor)!));
    expect({ who: actor.subject, told: is }).toEqual({ who: actor.subject, told: was });
  }
});

it('IDG-01, IDG-07, IDG-16: neither the log of events nor that of the hub has any of it', () =>
  expectNothingWritten(ground));
