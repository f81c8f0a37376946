import { randomUUID } from 'node:crypto';
import { type FiguresGround, maple, oak, startFigures } from '../figures/figures-ground.js';

const RECONCILE = /* GraphQL */ `
  query Reconcile($provider: ID, $placement: ID, $from: LocalDate!, $to: LocalDate!, $first: Int = 50, $after: String) {
    reconciliation(provider: $provider, placement: $placement, from: $from, to: $to, first: $first, after: $after) {
      edges {
        node {
          day placement { id } visit { id } invoice { number } commissionedMinutes plannedMinutes loggedMinutes
          payableMinutes payablePence approvedMinutes approvedPence invoicedMinutes invoicedPence status differences reasons
        }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`;
const RECORD = /* GraphQL */ `
  mutation Record($input: RecordInvoiceInput!) { recordInvoice(input: $input) { invoice { id } refusals { code } } }
`;
const STATEMENT = /* GraphQL */ `
  query ($from: LocalDate!, $to: LocalDate!) { payableStatement(from: $from, to: $to) { fingerprint } }
`;
const APPROVE = /* GraphQL */ `
  mutation ($input: ApproveStatementInput!) { approveStatement(input: $input) { approved { id } refusals { code } } }
`;
const JUNE = { from: '2026-06-01', to: '2026-06-07' };
type Line = Record<string, unknown>;

describe('what was commissioned, planned, logged, paid and invoiced', () => {
  let ground: FiguresGround;
  let placementId: string;
  let visits: string[];
  beforeEach(async () => {
    ground = await startFigures();
    await ground.stands(maple);
    placementId = await ground.places('2026-05-01', { hourlyRatePence: 2100 });
    visits = await ground.visits(
      { placementId, day: '2026-06-01', externalId: 'V1' },
      { placementId, day: '2026-06-02', externalId: 'V2', actualMinutes: 20, payableMinutes: 15 },
      { placementId, day: '2026-06-03', externalId: 'V3', state: 'MISSED' },
      { placementId, day: '2026-06-04', externalId: 'V4', state: 'CANCELLED', off: 'SUSPENDED' },
    );
    const { payableStatement } = await ground.ask('maple', STATEMENT, { from: '2026-06-01', to: '2026-06-02' });
    const { fingerprint } = payableStatement;
    const approval = { providerId: maple, from: '2026-06-01', to: '2026-06-02', fingerprint };
    await ground.ask('officer', APPROVE, { input: { ...approval, idempotencyKey: randomUUID() } });
    const claim = (line: number, externalId: string) => ({
      line,
      source: 'roster',
      externalId,
      minutes: 30,
      amountPence: 1050,
    });
    const lines = [claim(1, 'V1'), claim(2, 'V2'), claim(3, 'V9')];
    const input = { number: 'INV-1', ...JUNE, lines, idempotencyKey: randomUUID() };
    expect((await ground.ask('maple', RECORD, { input })).recordInvoice.refusals).toEqual([]);
  });
  afterEach(() => ground.hub.stop());
  const read = async (over: Line = {}, caller = 'officer') =>
    (await ground.ask(caller, RECONCILE, { ...JUNE, provider: maple, ...over })).reconciliation;
  const linesOf = (page: { edges: Array<{ node: Line }> }) => page.edges.map(({ node }) => node);

  it('PAY-02, PAY-11, DEL-14: stands side by side, visit by visit, with a code for whatever differs', async () => {
    const lines = linesOf(await read());
    const figures = ['commissioned', 'planned', 'logged', 'payable', 'approved', 'invoiced'];
    expect(lines.map((line) => [line.day, ...figures.map((name) => line[`${name}Minutes`]), line.differences])).toEqual(
      [
        ['2026-06-01', 0, 0, 0, 0, null, 30, ['UNMATCHED']],
        ['2026-06-01', 30, 30, 30, 30, 30, 30, []],
        ['2026-06-02', 30, 30, 20, 15, 15, 30, ['LOGGED_SHORTER', 'ROUNDED', 'INVOICED_MORE']],
        ['2026-06-03', 30, 30, 0, 0, null, null, ['NOT_LOGGED', 'NOT_PAYABLE']],
        ['2026-06-04', 0, 30, 0, 0, null, null, ['NOT_COMMISSIONED', 'NOT_PAYABLE']],
      ],
    );
    expect(lines[0]).toMatchObject({
      placement: null,
      visit: null,
      status: null,
      invoice: { number: 'INV-1' },
      invoicedPence: 1050,
    });
    expect(lines[1]).toMatchObject({
      ...{ placement: { id: placementId }, visit: { id: visits[0] }, invoice: null, status: 'PAYABLE' },
      ...{ payablePence: 1050, approvedPence: 1050, invoicedPence: 1050 },
    });
    expect(lines[4]).toMatchObject({ status: 'NOT_PAYABLE', reasons: ['SUSPENDED'] });
  });

  it('PAY-02, PAY-03, DEL-14: says what nobody planned, was planned longer, was not commissioned, and prices nights by their rate', async () => {
    const nights = await ground.places('2026-05-01', {
      hourlyRatePence: 2100,
      nightRatesPence: { SLEEP_IN: 6150, WAKING_NIGHT: null },
    });
    const of = { placementId: nights };
    await ground.visits(
      { ...of, day: '2026-06-03', at: '09:00' },
      { ...of, day: '2026-06-03', at: '10:00', externalId: 'N2', plannedMinutes: 60 },
      {
        ...of,
        day: '2026-06-03',
        at: '11:00',
        externalId: 'N3',
        off: 'NOT_COMMISSIONED',
        query: 'MADE_BUT_NOT_EXPECTED',
      },
      { ...of, day: '2026-06-03', at: '21:00', externalId: 'N4', night: 'SLEEP_IN', commissionedMinutes: 540 },
    );
    const lines = linesOf(await read({ placement: nights, provider: undefined }));
    const figures = ['commissionedMinutes', 'plannedMinutes', 'loggedMinutes', 'payableMinutes', 'payablePence'];
    expect(lines.map((line) => [...figures.map((name) => line[name]), line.differences])).toEqual([
      [30, 0, 30, 30, 1050, ['NOT_PLANNED', 'NOT_APPROVED', 'NOT_INVOICED']],
      [30, 60, 30, 30, 1050, ['PLANNED_LONGER', 'NOT_APPROVED', 'NOT_INVOICED']],
      [0, 30, 30, 0, 0, ['NOT_COMMISSIONED', 'NOT_PAYABLE']],
      [540, 540, 540, 540, 6150, ['NOT_APPROVED', 'NOT_INVOICED']],
    ]);
  });

  it('PAY-11: is read a page at a time, and of one placement without claims that name no visit', async () => {
    const paged: Line[] = [];
    let after: string | null = null;
    for (let page = 0; page < 6; page++) {
      const part = await read({ first: 2, after });
      paged.push(...linesOf(part));
      after = part.pageInfo.endCursor;
      if (!part.pageInfo.hasNextPage) break;
    }
    expect(paged).toEqual(linesOf(await read()));
    const own = linesOf(await read({ placement: placementId, provider: undefined }));
    expect(own.map(({ day }) => day)).toEqual(['2026-06-01', '2026-06-02', '2026-06-03', '2026-06-04']);
  });

  it('PAY-11: a visit is read however much was claimed for it, and an invoice of more than anybody earns is refused', async () => {
    const claims = (number: string, lines: number) => ({
      ...{ number, ...JUNE, idempotencyKey: randomUUID() },
      lines: Array.from({ length: lines }, (_, nth) => ({
        ...{ line: nth + 1, source: 'roster', externalId: 'V1', minutes: 30, amountPence: 10_000_000 },
      })),
    });
    const send = async (number: string, lines: number) =>
      (await ground.ask('maple', RECORD, { input: claims(number, lines) })).recordInvoice.refusals;
    expect(await send('INV-2', 101)).toEqual([{ code: 'OUT_OF_RANGE' }]);
    for (const number of ['INV-2', 'INV-3', 'INV-4']) expect(await send(number, 100)).toEqual([]);
    const [, claimed] = linesOf(await read());
    expect(claimed).toMatchObject({ invoicedPence: 3_000_001_050, differences: ['INVOICED_MORE', 'INVOICED_TWICE'] });
  });

  it('PAY-11, IDG-07: is the same, in whichever case the ids are written that it is asked for by', async () => {
    expect(linesOf(await read()).length).toBeGreaterThan(0);
    expect(await read({ provider: maple.toUpperCase() })).toEqual(await read());
    const own = { placement: placementId.toUpperCase(), provider: undefined };
    expect(await read(own)).toEqual(await read({ placement: placementId, provider: undefined }));
  });

  it('PAY-11: a placement is named by its id, and anything else is said to be none', async () => {
    const { errors } = await ground.ask('officer', RECONCILE, { ...JUNE, placement: 'PL-7KX2M9Q' });
    expect(errors[0]).toMatchObject({
      message: 'placement takes the id of a placement; its reference is not taken.',
      extensions: { code: 'BAD_USER_INPUT' },
    });
    expect(await read({ placement: randomUUID(), provider: undefined })).toBeNull();
  });

  it('IDG-23, IDG-26: is its provider’s and its council’s', async () => {
    expect(await read({ provider: undefined }, 'maple')).toEqual(await read());
    expect(linesOf(await read({}, 'stranger'))).toEqual([]);
    expect(await read({ placement: placementId, provider: undefined }, 'oak')).toBeNull();
    expect(linesOf(await read({ provider: oak }))).toEqual([]);
    for (const caller of ['oak', 'practitioner']) {
      const { errors } = await ground.ask(caller, RECONCILE, { ...JUNE, provider: maple });
      expect([caller, errors[0].extensions.code]).toEqual([caller, 'FORBIDDEN']);
    }
  });
});
