import { policySchema } from '../../../../schema/policy.js';
import { NOT_YET_RATED } from '../../../../subgraphs/providers/rules/cqc/ratings.js';
import { type HomeFacts, homeStandingOf } from '../../../../subgraphs/providers/rules/homes/home-standing.js';

const POLICY = policySchema.parse({ vacancy: { staleDays: 7 } });

function facts(over: Partial<HomeFacts> = {}): HomeFacts {
  return {
    homeId: 'h',
    providerId: 'p',
    council: 'bromley',
    home: { kinds: ['RESPITE', 'RESIDENTIAL'], groups: ['OLDER_PEOPLE', 'DEMENTIA'], skills: [] },
    name: 'Elm Court',
    registered: true,
    ratings: { ...NOT_YET_RATED, overall: 'GOOD' },
    doubts: [],
    patch: 'East',
    prices: [],
    statement: null,
    ...over,
  };
}

describe('where a home stands with a council', () => {
  it('PROV-21: from each day on, what was agreed counts before the home’s own price', () => {
    const price = (council: string | null, pence: number, from: string) =>
      ({ kind: 'RESIDENTIAL', council, pence, from }) as const;
    const { prices } = homeStandingOf(
      facts({
        prices: [
          price(null, 80_000, '2026-01-01'),
          price(null, 84_000, '2026-06-01'),
          price('bromley', 79_000, '2026-04-01'),
          price('ashdown', 70_000, '2026-02-01'),
        ],
      }),
      1,
      POLICY,
    );
    expect(prices).toEqual([
      { kind: 'RESIDENTIAL', agreed: false, pence: 80_000, from: '2026-01-01' },
      { kind: 'RESIDENTIAL', agreed: true, pence: 79_000, from: '2026-04-01' },
      { kind: 'RESIDENTIAL', agreed: true, pence: 79_000, from: '2026-06-01' },
    ]);
  });

  it('PROV-22: vacancies say until when they are fresh by the council’s policy', () => {
    const statement = {
      statedAt: new Date('2026-06-01T09:00:00Z'),
      vacancies: [{ kind: 'RESIDENTIAL', count: 1, from: '2026-06-01' }],
    } as const;
    expect(homeStandingOf(facts({ statement }), 1, POLICY).vacancies).toEqual({
      statedAt: '2026-06-01T09:00:00.000Z',
      freshTo: '2026-06-08',
      free: statement.vacancies,
    });
    expect(homeStandingOf(facts(), 1, POLICY).vacancies).toBeNull();
  });

  it('ROUT-30: the same facts in another order are the same standing', () => {
    const one = homeStandingOf(facts(), 1, POLICY);
    const { home } = facts();
    const turned = { ...home, kinds: [...home.kinds].reverse(), groups: [...home.groups].reverse() };
    expect(homeStandingOf(facts({ home: turned }), 1, POLICY)).toEqual(one);
  });
});
