import { getMetadataStorage } from 'type-graphql';
import { executionKey, viewClass } from '../../../gateway/live/view-class.js';
import { SUBGRAPHS } from '../../../hub/subgraphs.js';
import { authorise, type Caller, ROLES, type Role, SCOPES, type Scope } from '../../../kernel/identity/caller.js';
import { SCOPES_OF_ROLE } from '../../../kernel/identity/scopes-of-role.js';
import { FEEDS } from '../../../schema/feeds.js';

/** Every role, every set of councils, and sets of scopes: none, each alone, each two, a role's own, and all. */
const ORGANISATIONS = ['oakwood', 'willow'];
const COUNCILS = ['bromley', 'lewisham', 'ashdown'];
/** What is asked for each event of a feed. */
const PLANS = Object.entries(FEEDS).map(([feed, { item }]) => ({
  feed,
  text: `query ($eventCursor: Cursor!) { ${item}(cursor: $eventCursor) { cursor } }`,
  variables: {},
}));
const [PLAN] = PLANS as [(typeof PLANS)[number]];

function subsets<T>(all: readonly T[]): T[][] {
  return Array.from({ length: 2 ** all.length }, (_, mask) => all.filter((_each, nth) => mask & (1 << nth)));
}

const SCOPE_SETS: ReadonlyArray<readonly Scope[]> = [
  [],
  SCOPES,
  ...SCOPES.flatMap((one, nth) => [[one], ...SCOPES.slice(nth + 1).map((other) => [one, other])]),
  ...Object.values(SCOPES_OF_ROLE).filter((own) => own.length > 2),
];

function* callers(): Generator<Caller> {
  for (const role of ROLES)
    for (const councils of subsets(COUNCILS))
      for (const scopes of SCOPE_SETS)
        for (const organisation of ORGANISATIONS)
          yield { subject: `${role}@${organisation}`, role, organisation, councils, scopes };
}

/** Which roles may ask for what, by the resolvers' own word: fields of the four schemas and their `@Authorized`. */
function authorisedFields(): ReadonlyArray<{ readonly field: string; readonly roles: readonly Role[] }> {
  return getMetadataStorage().authorizedFields.map(({ target, fieldName, roles }) => ({
    field: `${(target as { name: string }).name}.${fieldName}`,
    roles: roles as Role[],
  }));
}

describe('view classes over the real schema', () => {
  const fields = authorisedFields();
  const fieldsOf = new Map(
    ROLES.map((role) => [
      role,
      JSON.stringify(fields.map(({ roles }) => role === 'hub' || roles.length === 0 || roles.includes(role))),
    ]),
  );

  /** Whether a resolver's demand of scope and council would be met. */
  function meets(caller: Caller, scope: Scope, council: string): boolean {
    try {
      authorise(caller, { scope, roles: [caller.role] }, { council });
      return true;
    } catch {
      return false;
    }
  }

  /** Everything that resolvers decide by, other than the organisation. */
  function maySee(caller: Caller): string {
    const acts = SCOPES.map((scope) =>
      COUNCILS.map((council) => Number(meets(caller, scope, council))).join(''),
    ).join();
    return `${fieldsOf.get(caller.role)} ${acts}`;
  }

  /** Every caller, as the gateway sees it, and what it may see. */
  let viewers: ReadonlyArray<{ readonly caller: Caller; readonly view: Caller; readonly sees: string }>;
  beforeAll(() => {
    viewers = [...callers()].map((caller) => ({ caller, view: viewClass(caller), sees: maySee(caller) }));
  });

  it('IDG-05: knows the authorisation of all four subgraphs', () => {
    expect(SUBGRAPHS.length).toBeGreaterThanOrEqual(4);
    expect(fields.length).toBeGreaterThan(100);
    const named = new Set(fields.flatMap(({ roles }) => roles));
    expect([...named].filter((role) => !ROLES.includes(role))).toEqual([]);
    // Were they all alike, the next test could not fail.
    expect(new Set(fieldsOf.values()).size).toBeGreaterThan(5);
  });

  it.each(PLANS)(
    'IDG-05, IDG-26, IDG-27: no two callers of $feed who may see different things share an execution',
    (plan) => {
      const seenBy = new Map<string, string>();
      const clashes: string[] = [];
      for (const { caller, view, sees } of viewers) {
        const key = executionKey(plan, view);
        const known = seenBy.get(key);
        if (known === undefined) seenBy.set(key, sees);
        else if (known !== sees) clashes.push(`${caller.role} ${caller.councils} ${caller.scopes}`);
      }
      expect(clashes.slice(0, 3)).toEqual([]);
      expect(viewers).toHaveLength(ROLES.length * 2 ** COUNCILS.length * SCOPE_SETS.length * ORGANISATIONS.length);
      // One class for each role, set of councils and set of scopes: the organisations alone are joined.
      const sets = new Set(SCOPE_SETS.map((scopes) => [...scopes].sort().join()));
      expect(seenBy.size).toBe(ROLES.length * 2 ** COUNCILS.length * sets.size);
    },
  );

  it('IDG-05: nothing of a class is its first caller’s: no subject, no organisation, whatever order words came in', () => {
    const [one, other] = ORGANISATIONS.map(
      (organisation, nth): Caller => ({
        subject: `machine:rostering@${organisation}`,
        role: 'rostering',
        organisation,
        councils: nth ? ['bromley', 'lewisham'] : ['lewisham', 'bromley'],
        scopes: nth ? ['bids:write', 'offers:read'] : ['offers:read', 'bids:write'],
      }),
    );
    expect(viewClass(one!)).toEqual(viewClass(other!));
    expect(viewClass(one!)).toMatchObject({ subject: 'view', organisation: '', viewClass: true });
  });

  it('IDG-05: what is asked is part of it: another document or other variables are another execution', () => {
    const view = viewClass({
      subject: 's',
      role: 'broker',
      organisation: 'bromley',
      councils: ['bromley'],
      scopes: [],
    });
    const keys = [
      ...PLANS.map((plan) => executionKey(plan, view)),
      executionKey({ ...PLAN, text: `${PLAN.text} ` }, view),
      executionKey({ ...PLAN, variables: { short: true } }, view),
      executionKey({ ...PLAN, variables: { short: false } }, view),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('IDG-27: a class may not act, whatever its scopes', () => {
    for (const role of ROLES) {
      const view = viewClass({ subject: 's', role, organisation: 'x', councils: COUNCILS, scopes: [...SCOPES] });
      for (const scope of SCOPES) expect(meets(view, scope, 'bromley')).toBe(false);
    }
  });
});
