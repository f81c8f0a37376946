import { providerNamed } from '../../hub/demo/borough.js';
import { expectNothingWritten, Ground } from './ground.js';
import { DECLINER } from './played.js';
import { type AnswersAt, stageTests } from './stages.js';

/** Until its window closes, nobody learns of a bid but who made it. */

let ground: Ground;
beforeAll(async () => {
  ground = await Ground.start();
});
afterAll(() => ground?.stop());

const answersAt: AnswersAt = new Map();
stageTests(['published', 'bid', 'rivalled', 'declined', 'closed'], () => ground, answersAt);

it.each([
  ['published', 'bid', ['bromley', 'ashdown', 'linden', 'bramble', 'hub']],
  ['bid', 'rivalled', ['bromley', 'ashdown', 'oakwood', 'bramble', 'hub']],
  ['rivalled', 'declined', ['bromley', 'ashdown', 'oakwood', 'linden', 'bramble', 'hub']],
] as const)('IDG-23: from %s to %s nothing changes for anybody but who answers', (before, after, keys) => {
  // That a bid came is told, and nothing else of it; of a decline not even that. Who opened a record is what this test
  // does itself. The hub's own time moves on, and a position is written anew each time it is asked for.
  const receipts = after === 'declined' ? /(?!)/g : /"receipts":\[[^\]]*\]/g;
  const told = (answers: ReadonlyMap<string, unknown>) =>
    JSON.stringify([...answers].filter(([question]) => !/^(disclosures|feedPosition) /.test(question)).sort())
      .replace(receipts, '"receipts":[]')
      .replace(/"now":"[^"]*"/g, '"now":""');
  for (const actor of ground.actors.filter(({ key }) => (keys as readonly string[]).includes(key))) {
    const [was, is] = [before, after].map((stage) => told(answersAt.get(stage)!.get(actor)!));
    expect({ who: actor.subject, told: is }).toEqual({ who: actor.subject, told: was });
  }
});

it('IDG-01, IDG-07, IDG-16: neither the log of events nor that of the hub has any of it', () =>
  expectNothingWritten(ground));

it('IDG-23, ROUT-12: how somebody declined is in the register once the window has closed, as it is for the council', async () => {
  const officer = ground.actors.find(({ key, role }) => key === 'bromley' && role === 'contract-officer')!;
  const { data } = await ground.ask(
    officer,
    `{ invitationResponses(provider: "${providerNamed(DECLINER).id}") { edges { node { response kind at } } } }`,
  );
  expect(data).toMatchObject({
    invitationResponses: { edges: [{ node: { response: 'DECLINED', kind: 'CAPACITY' } }] },
  });
});
