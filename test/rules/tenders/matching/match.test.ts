import fc from 'fast-check';
import type { HomeStanding } from '../../../../schema/events/providers.js';
import type { EligibilityFacts } from '../../../../subgraphs/tenders/rules/invitations/check.js';
import { homeDecision, matchOrder } from '../../../../subgraphs/tenders/rules/matching/match.js';
import { aHome, aHomeNeed, aProvider, asking, policyWith } from '../fixtures.js';

const ON = '2026-03-04';
const spot = aProvider().memberOf('SPOT');

function asked(change: Partial<EligibilityFacts> = {}) {
  const { purpose: _purpose, ...facts } = asking(spot, { stage: 'HOMES', need: aHomeNeed(), ...change });
  return facts;
}

const failed = (home: HomeStanding, change: Partial<EligibilityFacts> = {}, saidNo = false) =>
  homeDecision(asked(change), home, saidNo)
    .checks.filter(({ result }) => result === 'FAIL')
    .map(({ id }) => id);

describe('whether a home suits', () => {
  it('ROUT-30, EVAL-01: one that gives the place, accepts the groups, has the skills and a vacancy', () => {
    expect(homeDecision(asked(), aHome('h'), false)).toMatchObject({ suits: true, standingVersion: 1 });
  });

  it.each<[string, Partial<HomeStanding>, Partial<EligibilityFacts>, readonly string[]]>([
    ['is deregistered', { registered: false }, {}, ['REGISTRATION']],
    ['is Inadequate', { overall: 'INADEQUATE' }, {}, ['CQC_GATE']],
    ['gives no nursing', { kinds: ['RESIDENTIAL'] }, { need: aHomeNeed({ nursing: true }) }, ['HOME_KIND']],
    ['gives no respite', { kinds: ['RESIDENTIAL'] }, { need: aHomeNeed({ lengthOfStayNights: 7 }) }, ['HOME_KIND']],
    ['accepts no such group', { groups: ['DEMENTIA'] }, {}, ['HOME_NEEDS']],
    ['lacks a skill', {}, { need: aHomeNeed({}, { skills: ['PEG_FEEDING'] }) }, ['HOME_NEEDS']],
    ['is full', { vacancies: { statedAt: 'x', freshTo: '2026-03-10', free: [] } }, {}, ['HOME_VACANCY']],
    ['is bought spot and not block', {}, { need: aHomeNeed({ contractBasis: 'BLOCK' }) }, ['MEMBERSHIP']],
  ])('ROUT-30, PROV-02, PROV-08, ASM-09: a home that %s does not', (_, home, change, checks) => {
    expect(failed(aHome('h', home), change)).toEqual(checks);
    expect(homeDecision(asked(change), aHome('h', home), false).suits).toBe(false);
  });

  it('PROV-22: stale or never stated vacancies are warned of, or leave the home out if the policy says so', () => {
    const stale = aHome('h', { vacancies: { ...aHome('h').vacancies!, freshTo: '2026-03-03' } });
    const never = aHome('h', { vacancies: null });
    const strict = policyWith('vacancy', { staleExcludes: true });
    for (const home of [stale, never]) {
      expect(homeDecision(asked(), home, false).suits).toBe(true);
      expect(homeDecision(asked(), home, false).checks.find(({ id }) => id === 'HOME_VACANCY')?.result).toBe('WARN');
      expect(failed(home, { policy: strict })).toEqual(['HOME_VACANCY']);
    }
    const lastDay = aHome('h', { vacancies: { ...aHome('h').vacancies!, freshTo: ON } });
    expect(failed(lastDay, { policy: strict })).toEqual([]);
  });

  it('ROUT-33: one that has said no is left out, whatever else it is', () => {
    expect(failed(aHome('h'), {}, true)).toEqual(['HOME_SAID_NO']);
  });
});

describe('the order in which homes are proposed', () => {
  const need = aHomeNeed({ preferredPatches: ['West', 'East'] });
  const order = (...homes: HomeStanding[]) => matchOrder(homes, need, ON, 'seed').map(({ homeId }) => homeId);

  it('ROUT-30: the preferred patch first, then a fresh vacancy, then the lower price; absent comes last', () => {
    const stale = { ...aHome('h').vacancies!, freshTo: '2026-03-03' };
    expect(
      order(
        aHome('outside', { patch: null }),
        aHome('unpriced', { prices: [] }),
        aHome('east'),
        aHome('stale', { vacancies: stale }),
        aHome('elsewhere', { patch: 'South' }),
        aHome('west', { patch: 'West', vacancies: stale }),
      ).slice(0, 4),
    ).toEqual(['west', 'east', 'unpriced', 'stale']);
  });

  it('ROUT-30, EVAL-13: in whatever order homes are read they are proposed alike, each with what puts it before the next', () => {
    const home = fc.record({
      patch: fc.constantFrom('West', 'East', 'South', null),
      pence: fc.constantFrom(70_000, 80_000, null),
      isFresh: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(home, { maxLength: 8 }), fc.nat(), (facts, turn) => {
        const homes = facts.map(({ patch, pence, isFresh }, n) =>
          aHome(`home-${n}`, {
            patch,
            prices: pence === null ? [] : [{ kind: 'RESIDENTIAL', agreed: false, pence, from: '2026-01-01' }],
            vacancies: { ...aHome('h').vacancies!, freshTo: isFresh ? ON : '2026-03-03' },
          }),
        );
        const turned = homes.map((_, n) => homes[(n + turn) % homes.length]!);
        const placed = matchOrder(homes, need, ON, 'seed');
        expect(matchOrder(turned, need, ON, 'seed')).toEqual(placed);
        expect(placed.map(({ place }) => place)).toEqual(homes.map((_, n) => n + 1));
        for (const [n, one] of placed.entries()) {
          const next = placed[n + 1];
          if (!next) expect(one.beforeNextBy).toBeNull();
          else if (one.beforeNextBy === 'PREFERRED_PATCH')
            expect(one.preference ?? 99).toBeLessThan(next.preference ?? 99);
          else if (one.beforeNextBy === 'FRESH_VACANCY') expect([one.isFresh, next.isFresh]).toEqual([true, false]);
          else if (one.beforeNextBy === 'LOWER_PRICE')
            expect(one.weeklyPricePence ?? 1e9).toBeLessThan(next.weeklyPricePence ?? 1e9);
          else expect(one.drawn).toBeLessThanOrEqual(next.drawn);
        }
      }),
    );
  });
});
