import fc from 'fast-check';
import { fairShareOrder, type Round } from '../../../../subgraphs/tenders/rules/evaluation/fair-share.js';
import { at, later, policy } from '../fixtures.js';

const now = at('2026-03-04 12:00');
const DAY = 24 * 60 * 60_000;
const byHours = { ...policy.fair, metric: 'HOURS' } as const;
function bidders(...providers: string[]) {
  return providers.map((providerId) => ({ bidId: `bid-${providerId}`, providerId }));
}

/** Someone of the eligible won so many worker-hours a week so many days ago. */
function won(winner: string, eligible: readonly string[], daysAgo = 7, hours = 10): Round {
  return { awardedAt: later(now, -daysAgo * DAY), eligible, winner, weeklyWorkerMinutes: hours * 60 };
}

function order(
  providers: readonly string[],
  rounds: readonly Round[],
  fair: typeof policy.fair = policy.fair,
  drawSeed = 'seed',
) {
  return fairShareOrder(bidders(...providers), { rounds, at: now, drawSeed }, fair);
}

const first = (...args: Parameters<typeof order>) => {
  const [winner] = order(...args);
  return [winner?.providerId, winner?.beforeNextBy];
};

const PATCH = ['oak', 'elm', 'ash', 'yew'];
const anyRounds = fc.array(
  fc
    .tuple(fc.subarray(PATCH, { minLength: 1 }), fc.nat(120), fc.nat(3), fc.nat(99))
    .map(([eligible, daysAgo, hours, pick]) => won(eligible[pick % eligible.length]!, eligible, daysAgo, hours)),
  { maxLength: 25 },
);

describe('fair share', () => {
  const both = ['oak', 'elm'];

  it('EVAL-02: the lowest share of packages comes first, and both counts are told', () => {
    const rounds = [won('oak', both, 3), won('oak', both, 5), won('elm', both, 7)];
    expect(order(both, rounds)).toEqual([
      expect.objectContaining({
        providerId: 'elm',
        place: 1,
        packagesWon: 1,
        eligibleRounds: 3,
        beforeNextBy: 'SHARE',
      }),
      expect.objectContaining({ providerId: 'oak', place: 2, packagesWon: 2, eligibleRounds: 3, beforeNextBy: null }),
    ]);
  });

  it('EVAL-02: only rounds in which a bidder was eligible count, so one of two is more than two of five', () => {
    const rounds = [
      won('elm', both, 10),
      won('oak', both, 11),
      won('oak', ['oak'], 12),
      won('ash', ['oak', 'ash'], 13),
      won('ash', ['oak', 'ash'], 14),
    ];
    expect(first(both, rounds)).toEqual(['oak', 'SHARE']);
  });

  it('EVAL-02: one who was never eligible before has had nothing, and comes first', () => {
    expect(first(both, [won('oak', ['oak', 'ash'])])).toEqual(['elm', 'SHARE']);
  });

  it.each([
    ['exactly 13 weeks ago counts', 0, 1],
    ['one millisecond before that no longer does', -1, 0],
  ])('EVAL-02: an award %s', (_, offset, packagesWon) => {
    const round = { ...won('oak', both, 91), awardedAt: later(now, -91 * DAY + offset) };
    const share = order(both, [round]).find((each) => each.providerId === 'oak');
    expect(share).toMatchObject({ packagesWon, eligibleRounds: packagesWon, lastAwardAt: round.awardedAt });
  });

  it('EVAL-02: equal shares go by fewer hours', () => {
    expect(first(both, [won('oak', both, 5, 9.75), won('elm', both, 6, 10)])).toEqual(['oak', 'HOURS']);
  });

  it('EVAL-02: equal hours go by longest since the last award', () => {
    expect(first(both, [won('oak', both, 5), won('elm', both, 6)])).toEqual(['elm', 'LAST_AWARD']);
  });

  it('EVAL-02: awards before the period count for how long ago the last one was', () => {
    expect(first(both, [won('oak', both, 120), won('elm', both, 200)])).toEqual(['elm', 'LAST_AWARD']);
  });

  it('EVAL-02: never is longest', () => {
    expect(first(both, [won('oak', both, 4000)])).toEqual(['elm', 'LAST_AWARD']);
  });

  it('EVAL-02: what is still the same is drawn for, and the draw can be repeated', () => {
    const seeds = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    const winners = seeds.map((seed) => first(both, [], policy.fair, seed));
    expect(winners).toEqual(seeds.map((seed) => first([...both].reverse(), [], policy.fair, seed)));
    expect(winners.map(([, by]) => by)).toEqual(seeds.map(() => 'DRAW'));
    expect(new Set(winners.map(([winner]) => winner))).toEqual(new Set(both));
  });

  it('AMB-42: a council may share out hours instead of packages', () => {
    const rounds = [won('oak', both, 5, 5), won('oak', both, 6, 5), won('elm', both, 7, 20)];
    expect(first(both, rounds)).toEqual(['elm', 'SHARE']);
    expect(first(both, rounds, byHours)).toEqual(['oak', 'SHARE']);
  });

  it('EVAL-02: a later award than the asking says nothing yet', () => {
    expect(order(both, [won('oak', both, -1)]).map((each) => [each.packagesWon, each.lastAwardAt])).toEqual([
      [0, null],
      [0, null],
    ]);
  });

  it('EVAL-02: nobody who bids is left out, and a single bidder is first', () => {
    expect(order(['oak'], [])).toMatchObject([{ providerId: 'oak', place: 1, beforeNextBy: null }]);
    expect(order([], [])).toEqual([]);
  });
});

describe('any fair share', () => {
  it('EVAL-02: the order in which bids and rounds are told does not matter', () => {
    fc.assert(
      fc.property(
        anyRounds,
        fc.shuffledSubarray(PATCH),
        fc.constantFrom(policy.fair, byHours),
        (rounds, providers, fair) => {
          expect(order([...providers].sort(), [...rounds].reverse(), fair)).toEqual(order(providers, rounds, fair));
        },
      ),
    );
  });

  it('EVAL-02: it is one order: who comes before whom stays so, whoever else bids', () => {
    fc.assert(
      fc.property(anyRounds, fc.constantFrom(policy.fair, byHours), (rounds, fair) => {
        const all = order(PATCH, rounds, fair).map((each) => each.providerId);
        expect(all).toHaveLength(PATCH.length);
        for (const [place, one] of all.entries()) {
          for (const other of all.slice(place + 1)) expect(first([other, one], rounds, fair)[0]).toBe(one);
        }
      }),
    );
  });

  it('EVAL-02: whoever comes first has no higher share than anybody else', () => {
    fc.assert(
      fc.property(anyRounds, (rounds) => {
        const shares = order(PATCH, rounds).map((each) => each.packagesWon / (each.eligibleRounds || 1));
        for (const share of shares) expect(shares[0]!).toBeLessThanOrEqual(share);
      }),
    );
  });

  it('EVAL-02: nobody starves: of equal bidders each wins its turn, whatever the packages', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 4 }),
        fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 12, maxLength: 40 }),
        fc.string(),
        (count, packages, seed) => {
          const providers = PATCH.slice(0, count);
          const rounds: Round[] = [];
          for (const [index, hours] of packages.entries()) {
            const when = later(now, index * DAY);
            const history = { rounds, at: when, drawSeed: `${seed}${index}` };
            const [winner] = fairShareOrder(bidders(...providers), history, policy.fair);
            rounds.push({
              awardedAt: when,
              eligible: providers,
              winner: winner!.providerId,
              weeklyWorkerMinutes: hours * 60,
            });
          }
          const wins = providers.map((each) => rounds.filter((round) => round.winner === each).length);
          expect(Math.max(...wins) - Math.min(...wins)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it('EVAL-02: nobody starves who bids every time, though others come and go', () => {
    fc.assert(
      fc.property(
        fc.array(fc.subarray(PATCH.slice(1), { minLength: 1 }), { minLength: 20, maxLength: 40 }),
        fc.string(),
        (others, seed) => {
          const rounds: Round[] = [];
          for (const [index, rest] of others.entries()) {
            const when = later(now, index * DAY);
            const providers = ['oak', ...rest];
            const [winner] = fairShareOrder(
              bidders(...providers),
              { rounds, at: when, drawSeed: `${seed}${index}` },
              policy.fair,
            );
            rounds.push({ awardedAt: when, eligible: providers, winner: winner!.providerId, weeklyWorkerMinutes: 600 });
          }
          const turns = rounds
            .map((round, index) => (round.winner === 'oak' ? index : -1))
            .filter((index) => index >= 0);
          const waits = [...turns, rounds.length].map((turn, index, all) => turn - (all[index - 1] ?? -1));
          expect(Math.max(...waits)).toBeLessThanOrEqual(3 * PATCH.length);
        },
      ),
    );
  });
});
