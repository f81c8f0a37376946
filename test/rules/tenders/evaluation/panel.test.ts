import type { Role } from '../../../../kernel/identity/caller.js';
import { panelNotDoneRefusal, panelRefusals } from '../../../../subgraphs/tenders/rules/evaluation/panel.js';
import type { Scorer } from '../../../../subgraphs/tenders/rules/evaluation/scorer.js';
import type { GateDefinition } from '../../../../subgraphs/tenders/rules/routes/definition.js';
import { DPS_INDIVIDUAL } from '../../../../subgraphs/tenders/rules/routes/dps-individual.js';
import { DPS_SCHEME } from '../../../../subgraphs/tenders/rules/routes/dps-scheme.js';

const SEATS: readonly Scorer[] = ['BROKER', 'SOCIAL_WORKER', 'COMMISSIONER'];
const gate = DPS_SCHEME.gate!;
const own = (role: Role, scoredBy: readonly Scorer[], isAgreed = false) =>
  panelRefusals({ isModerated: false, scoredBy }, gate, role, { scored: [], isAgreed }).map(({ code }) => code);
const agreed = (scoredBy: readonly Scorer[], scored: readonly Scorer[] = SEATS) =>
  panelRefusals({ isModerated: true, scoredBy }, gate, 'broker', { scored, isAgreed: false }).map(({ code }) => code);

describe('a panel', () => {
  it.each<[Role, Scorer]>([
    ['broker', 'BROKER'],
    ['practitioner', 'SOCIAL_WORKER'],
    ['commissioner', 'COMMISSIONER'],
  ])('ROUT-40: a %s records the scores of %s and of no other seat', (role, seat) => {
    expect(own(role, [seat])).toEqual([]);
    for (const other of SEATS.filter((each) => each !== seat)) expect(own(role, [other])).toEqual(['NOT_YOUR_SEAT']);
    // The person's side has no credential.
    for (const who of ['PERSON', 'FAMILY', 'ADVOCATE'] as const) expect(own(role, [who])).toEqual([]);
  });

  it('EVAL-10, ROUT-40: scores are of one member at a time, and of none once there is a result', () => {
    expect(own('broker', [])).toEqual(['ONE_MEMBER']);
    expect(own('broker', ['BROKER', 'FAMILY'])).toEqual(['ONE_MEMBER']);
    expect(own('broker', ['BROKER'], true)).toEqual(['AGREED_ALREADY']);
  });

  it('ROUT-40: no result lacks one of the three seats, or names who has not scored', () => {
    expect(agreed(SEATS)).toEqual([]);
    expect(agreed([...SEATS, 'FAMILY'], [...SEATS, 'FAMILY', 'FAMILY'])).toEqual([]);
    for (const seat of SEATS) {
      const others = SEATS.filter((each) => each !== seat);
      expect(agreed(SEATS, others)).toEqual(['PANEL_INCOMPLETE']);
      expect(agreed(others)).toEqual(['NOT_THE_PANEL']);
    }
    expect(agreed([...SEATS, 'FAMILY'])).toEqual(['NOT_THE_PANEL']);
  });

  it('ROUT-40: whether it is a result is said where there is a panel, and nowhere else', () => {
    const on = (isModerated: boolean | null, of = gate) =>
      panelRefusals({ isModerated, scoredBy: ['BROKER'] }, of, 'broker', { scored: [], isAgreed: false });
    expect(on(null)).toMatchObject([{ code: 'MODERATED_MISSING' }]);
    expect(on(null, DPS_INDIVIDUAL.gate!)).toEqual([]);
    expect(on(false, DPS_INDIVIDUAL.gate!)).toMatchObject([{ rule: 'ROUT-40', code: 'NO_PANEL_ON_ROUTE' }]);
  });

  it('ROUT-40: nothing is awarded before the close, nor while one bid has no result', () => {
    const code = (isOpen: boolean, unagreed: number, of: GateDefinition | undefined) =>
      panelNotDoneRefusal(of, { isOpen, unagreed })?.code;
    expect([code(true, 0, gate), code(false, 1, gate), code(false, 0, gate)]).toEqual([
      'PANEL_NOT_DONE',
      'PANEL_NOT_DONE',
      undefined,
    ]);
    expect([code(true, 1, DPS_INDIVIDUAL.gate), code(true, 1, undefined)]).toEqual([undefined, undefined]);
  });
});
