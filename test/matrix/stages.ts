import { viewClass } from '../../gateway/live/view-class.js';
import { isProvider } from '../../kernel/identity/caller.js';
import { marks, unexpected } from './expected.js';
import type { Ground } from './ground.js';
import type { Actor, Stage } from './played.js';
import { type Answer, faultsIn, inParallel } from './questions.js';

/** What everybody was answered at each stage, by question. */
export type AnswersAt = Map<Stage, Map<Actor, ReadonlyMap<string, unknown>>>;

/**
 * At each of these stages every role of everybody asks everything that the schema lets one ask about the call-off:
 * through the gateway, by reference, and as a feed view. What is seen is compared with what may be.
 */
export function stageTests(stages: readonly Stage[], ground: () => Ground, answersAt: AnswersAt = new Map()): void {
  describe.each(stages)('a call-off that is %s', (stage) => {
    beforeAll(() => ground().played.to(stage));

    it('IDG-01 to IDG-05, IDG-23, IDG-26: shows nobody what is not for them, and everybody what is', async () => {
      const leaks: string[] = [];
      const faults: string[] = [];
      const answersOf = new Map<Actor, ReadonlyMap<string, unknown>>();
      answersAt.set(stage, answersOf);
      await inParallel(ground().actors, async (actor) => {
        const answers = await ground().askEverything(actor);
        answersOf.set(actor, answers);
        for (const [question, answer] of answers) {
          const shown = unexpected(actor, stage, JSON.stringify(answer), ground().played.subjects);
          leaks.push(...shown.map((leak) => `${actor.subject} sees ${leak} by ${question}`));
          if (question.startsWith('errors')) {
            faults.push(...faultsIn(answer as Answer['errors']).map((fault) => `${actor.subject}: ${fault}`));
          }
        }
      });
      expect({ leaks: leaks.sort(), faults: faults.sort() }).toEqual({ leaks: [], faults: [] });
      // The marks are there to be found: whoever may see one does.
      if (stage === 'started' || stage === 'ended') {
        const unseen = ground().actors.flatMap((actor) => {
          const all = JSON.stringify([...answersOf.get(actor)!.values()]).toLowerCase();
          return marks
            .filter((mark) => mark.certain && mark.seenBy(actor, stage) && !all.includes(mark.text.toLowerCase()))
            .map(({ name }) => `${actor.subject} does not see ${name}`);
        });
        expect(unseen).toEqual([]);
      }
    });

    it('IDG-05: no reference leads there, and nothing that a feed view asks', async () => {
      const leaks: string[] = [];
      const views = [...new Map(ground().actors.map((actor) => [JSON.stringify(viewClass(actor)), actor])).values()];
      await inParallel(ground().actors, async (actor) => {
        const answers = await ground().byReference(actor);
        const shown = unexpected(actor, stage, JSON.stringify(answers), ground().played.subjects);
        leaks.push(...shown.map((leak) => `${actor.subject} sees ${leak} by reference`));
      });
      await inParallel(views, async (actor) => {
        const view = viewClass(actor);
        const answers = [...(await ground().byReference(view)), ...(await ground().bySubgraph(view))];
        const text = JSON.stringify(answers);
        const all = Object.values(ground().played.subjects).flatMap((subjects) => Object.entries(subjects));
        // A view of providers is no provider: nothing of any of them is its own.
        const shown = isProvider(view)
          ? [
              ...marks.filter((mark) => text.toLowerCase().includes(mark.text.toLowerCase())).map(({ name }) => name),
              ...all.filter(([, id]) => id && text.includes(id)).map(([thing]) => `${thing} id`),
            ]
          : unexpected(actor, stage, text, ground().played.subjects);
        leaks.push(...shown.map((leak) => `the view of ${actor.subject} sees ${leak}`));
      });
      expect(leaks.sort()).toEqual([]);
    });
  });
}
