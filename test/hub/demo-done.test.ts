import { done } from '../../hub/demo/done.js';
import { PeerUnavailableError } from '../../kernel/graphql/peers.js';
import type { Outcome } from '../../kernel/values/refusal.js';

const refused = (code: string): Outcome<string> => ({
  result: null,
  refusals: [{ rule: 'PROV-16', code, message: 'No.' }],
});

/** As PostgreSQL says that a statement took too long. */
const SLOW = Object.assign(new Error('canceling statement due to statement timeout'), { code: '57014' });

/** An act that comes out so, one after the other. */
function act(...outcomes: ReadonlyArray<Outcome<string> | Error>) {
  let times = 0;
  const next = async () => {
    const outcome = outcomes[times++]!;
    if (outcome instanceof Error) throw outcome;
    return outcome;
  };
  return { next, times: () => times };
}

it('PROV-16: an act of the demo whose facts cannot be had is done again until they can', async () => {
  const asked = act(refused('FACTS_UNAVAILABLE'), new PeerUnavailableError('providers', 'it is slow'), SLOW, {
    result: 'done',
    refusals: [],
  });
  expect(await done(asked.next, 1)).toBe('done');
  expect(asked.times()).toBe(4);
});

it('PROV-16: an act of the demo that is refused for good, or that fails, ends it at once', async () => {
  const wrong = act(refused('NOT_INVITED'));
  await expect(done(wrong.next, 1)).rejects.toThrow('NOT_INVITED');
  await expect(done(act(new Error('lost')).next, 1)).rejects.toThrow('lost');
  const never = act(...Array.from({ length: 100 }, () => refused('FACTS_UNAVAILABLE')));
  await expect(done(never.next, 0)).rejects.toThrow('FACTS_UNAVAILABLE');
  expect(never.times()).toBe(60);
});
