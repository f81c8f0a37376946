import { COUNCIL_ROLES, PROVIDER_ROLES, ROLES } from '../../../../kernel/identity/caller.js';
import {
  FACTS,
  groundOf,
  mayRead,
  RELATIONSHIPS,
  relationshipOf,
  SENSITIVITIES,
  type Viewer,
} from '../../../../subgraphs/cases/rules/people/access.js';
import {
  PLACEMENT_STATES,
  type PlacementState,
} from '../../../../subgraphs/cases/rules/placements/placement-states.js';

const ALL = 'OPEN NEED IDENTITY CARE CONTACT';

const own = (state: PlacementState) => ({ state, coversAge: true });

function readable(viewer: Viewer): string {
  return SENSITIVITIES.filter((sensitivity) => mayRead(viewer, sensitivity)).join(' ');
}

describe('who may read what of a case', () => {
  it.each([
    ['provider-user', 'NONE', ''],
    ['provider-user', 'INVITED', 'OPEN NEED'],
    ['provider-user', 'AWARDED', ALL],
    ['provider-user', 'ACTIVE', ALL],
    ['provider-user', 'ENDED', 'OPEN'],
    ['rostering', 'NONE', ''],
    ['rostering', 'INVITED', 'OPEN NEED'],
    ['rostering', 'AWARDED', ALL],
    ['rostering', 'ACTIVE', ALL],
    ['rostering', 'ENDED', 'OPEN'],
    ['call-monitoring', 'NONE', ''],
    ['call-monitoring', 'INVITED', ''],
    ['call-monitoring', 'AWARDED', 'OPEN NEED'],
    ['call-monitoring', 'ACTIVE', 'OPEN NEED'],
    ['call-monitoring', 'ENDED', ''],
  ] as const)('IDG-05, IDG-06: a %s whose relationship is %s reads "%s"', (role, relationship, reads) => {
    expect(readable({ role, relationship, ofCouncil: true })).toBe(reads);
    expect(readable({ role, relationship, ofCouncil: false })).toBe(reads);
  });

  it.each([
    ['broker', ALL],
    ['practitioner', ALL],
    ['discharge-team', ALL],
    ['case-system', ALL],
    ['commissioner', 'OPEN NEED'],
    ['contract-officer', 'OPEN NEED'],
    ['operator', ''],
    ['hub', 'OPEN NEED'],
  ] as const)('IDG-05: a %s reads "%s" of its own council', (role, reads) => {
    expect(readable({ role, relationship: 'NONE', ofCouncil: true })).toBe(reads);
  });

  it('IDG-26: no role but the providers reads anything of a case in another council', () => {
    for (const role of ROLES.filter((each) => !PROVIDER_ROLES.includes(each))) {
      for (const relationship of RELATIONSHIPS) {
        expect(readable({ role, relationship, ofCouncil: false })).toBe('');
      }
    }
  });

  it('IDG-05: belonging to the council opens nothing to a provider', () => {
    for (const role of PROVIDER_ROLES) expect(readable({ role, relationship: 'NONE', ofCouncil: true })).toBe('');
  });

  it('IDG-05: a role that no table names reads nothing', () => {
    const unknown = { role: 'visitor' as Viewer['role'], relationship: 'ACTIVE', ofCouncil: true } as const;
    expect(readable(unknown)).toBe('');
  });

  it('IDG-07: the reference of the hub is open, the ids of council and NHS are not', () => {
    expect(FACTS.packageReference).toBe('OPEN');
    expect([FACTS.councilPersonId, FACTS.nhsNumber]).toEqual(['IDENTITY', 'IDENTITY']);
  });

  it('IDG-05: before the award no provider reads a fact of the person, and the winner reads them all', () => {
    const facts = Object.keys(FACTS) as Array<keyof typeof FACTS>;
    const personal = facts.filter((fact) => FACTS[fact] !== 'OPEN' && FACTS[fact] !== 'NEED');
    expect(personal.length).toBeGreaterThan(10);
    for (const fact of personal) {
      for (const role of PROVIDER_ROLES) {
        for (const relationship of ['NONE', 'INVITED', 'ENDED'] as const) {
          expect(mayRead({ role, relationship, ofCouncil: true }, FACTS[fact])).toBe(false);
        }
      }
      expect(mayRead({ role: 'rostering', relationship: 'AWARDED', ofCouncil: false }, FACTS[fact])).toBe(true);
    }
  });

  it('IDG-05: only those who arrange care read of persons in a council', () => {
    const readers = COUNCIL_ROLES.filter((role) =>
      mayRead({ role, relationship: 'NONE', ofCouncil: true }, 'IDENTITY'),
    );
    expect(readers).toEqual(['broker', 'practitioner', 'discharge-team', 'case-system']);
  });

  it.each([
    ['no placement and no invitation', [], false, 'NONE'],
    ['an invitation', [], true, 'INVITED'],
    ['a withdrawn placement', ['WITHDRAWN'], false, 'ENDED'],
    ['an ended placement and a new invitation', ['ENDED'], true, 'INVITED'],
    ['an ended placement and a new one', ['ENDED', 'PROPOSED'], false, 'AWARDED'],
    ['a suspended placement', ['SUSPENDED'], false, 'ACTIVE'],
    ['an active placement and a proposed one', ['ACTIVE', 'PROPOSED'], false, 'ACTIVE'],
  ] as const)('IDG-05: with %s', (_, placements, invited, relationship) => {
    expect(relationshipOf(placements.map(own), invited)).toBe(relationship);
  });

  it("IDG-11: a child's placement opens no more than an ended one to a provider not registered for the age", () => {
    const closed = PLACEMENT_STATES.map((state) => ({ state, coversAge: false }));
    expect([...new Set(closed.map((each) => relationshipOf([each], false)))]).toEqual(['ENDED']);
    expect(relationshipOf([...closed, own('ACTIVE')], false)).toBe('ACTIVE');
  });

  it.each([
    ['none', [], null],
    ['an ended one', ['ENDED'], null],
    ['an awarded one', ['CONFIRMED'], 'AWARDED'],
    ['an ended one and one that is delivered', ['ENDED', 'ACTIVE'], 'ACTIVE'],
  ] as const)(
    'IDG-16: the ground on which a provider reads, through placements of its own: %s',
    (_, states, ground) => {
      expect(groundOf(states.map(own))).toBe(ground);
    },
  );

  it('IDG-05: every state of a placement tells the relationship of its provider', () => {
    expect(PLACEMENT_STATES.map((state) => relationshipOf([own(state)], false)).join(' ')).toBe(
      'AWARDED AWARDED AWARDED AWARDED AWARDED AWARDED ACTIVE ACTIVE ENDED ENDED',
    );
  });
});
