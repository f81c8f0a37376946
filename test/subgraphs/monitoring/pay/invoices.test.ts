import { randomUUID } from 'node:crypto';
import { type FiguresGround, maple, oak, startFigures } from '../figures/figures-ground.js';

const LINES = '[InvoiceLineInput!]!';
const CHECK = /* GraphQL */ `
  query Check($from: LocalDate!, $to: LocalDate!, $lines: ${LINES}, $provider: ID, $number: String) {
    checkInvoice(from: $from, to: $to, lines: $lines, provider: $provider, number: $number) { line finding rule overPence }
  }
`;
const RECORD = /* GraphQL */ `
  mutation Record($input: RecordInvoiceInput!) {
    recordInvoice(input: $input) {
      invoice {
        id number lineCount claimedPence overPence provider { id }
        queries(first: 50) { edges { node { line finding rule overPence placement { id } visit { id } } } }
      }
      refusals { rule code field }
    }
  }
`;
const QUERIES = /* GraphQL */ `
  query Queries($provider: ID, $findings: [InvoiceFindingKind!], $first: Int = 50, $after: String) {
    invoiceQueries(provider: $provider, findings: $findings, first: $first, after: $after) {
      totalCount pageInfo { hasNextPage endCursor }
      edges { node { line finding rule overPence provider { id } invoice { number } visit { id } } }
    }
  }
`;
const KEPT = '{ invoices(first: 50) { edges { node { number claimedPence } } } }';
const STATEMENT = /* GraphQL */ `
  query ($from: LocalDate!, $to: LocalDate!, $provider: ID) {
    payableStatement(from: $from, to: $to, provider: $provider) { fingerprint amountPence }
  }
`;
const APPROVE = /* GraphQL */ `
  mutation ($input: ApproveStatementInput!) { approveStatement(input: $input) { approved { id } refusals { code } } }
`;
const JUNE = { from: '2026-06-01', to: '2026-06-07' };

describe('invoices', () => {
  let ground: FiguresGround;
  let placementId: string;
  let visits: string[];
  beforeEach(async () => {
    ground = await startFigures();
    await ground.stands(maple);
    placementId = await ground.places('2026-05-01', { hourlyRatePence: 2101 });
    const elsewhere = await ground.places('2026-05-01', { providerId: oak });
    visits = await ground.visits(
      { placementId, day: '2026-06-01', externalId: 'V1' },
      { placementId, day: '2026-06-02', externalId: 'V2', state: 'MISSED' },
      { placementId, day: '2026-06-03', externalId: 'V3', actualMinutes: 20, payableMinutes: 15 },
      { placementId: elsewhere, providerId: oak, day: '2026-06-01', externalId: 'V4' },
    );
  });
  afterEach(() => ground.hub.stop());

  const claim = (line: number, externalId: string, minutes = 30, amountPence = 1051) => ({
    ...{ line, externalId, minutes, amountPence },
    source: 'roster',
  });
  const CLAIMS = [claim(1, 'V1'), claim(2, 'V2'), claim(3, 'V3'), claim(4, 'V4'), claim(5, 'V1')];
  const FOUND = [
    { line: 2, finding: 'MISSED_CLAIMED', rule: 'PAY-01', overPence: 1051 },
    { line: 3, finding: 'OVER_CLAIMED', rule: 'PAY-11', overPence: 526 },
    { line: 4, finding: 'UNMATCHED', rule: 'PAY-11', overPence: 1051 },
    { line: 5, finding: 'DUPLICATE', rule: 'PAY-11', overPence: 1051 },
  ];
  const record = async (over: Record<string, unknown> = {}, caller = 'maple') =>
    (
      await ground.ask(caller, RECORD, {
        input: { number: 'INV-1', ...JUNE, lines: CLAIMS, idempotencyKey: randomUUID(), ...over },
      })
    ).recordInvoice;
  const check = async (over: Record<string, unknown> = {}, caller = 'maple') =>
    (await ground.ask(caller, CHECK, { ...JUNE, lines: CLAIMS, ...over })).checkInvoice;
  const queries = async (over: Record<string, unknown> = {}, caller = 'officer') =>
    (await ground.ask(caller, QUERIES, over)).invoiceQueries;
  type Found = { line: number; finding: string };
  const nodes = (page: { edges: Array<{ node: Found & Record<string, unknown> }> }) =>
    page.edges.map(({ node }) => node);

  it('PAY-11, PAY-01: one is held against visits; what is otherwise is listed, and nothing is kept or changed', async () => {
    const before = await ground.ask('officer', STATEMENT, { ...JUNE, provider: maple });
    expect(await check()).toEqual(FOUND);
    expect(await check({ provider: maple }, 'case system')).toEqual(FOUND);
    expect(await ground.ask('officer', STATEMENT, { ...JUNE, provider: maple })).toEqual(before);
    expect((await queries()).totalCount).toBe(0);
    expect(await check({ lines: [{ line: 1, visit: visits[0], minutes: 30, amountPence: 1051 }] })).toEqual([]);
  });

  it('PAY-11, CM-08: one that is recorded is kept with its findings, which its council and its provider list', async () => {
    const { invoice, refusals } = await record();
    expect(refusals).toEqual([]);
    expect(invoice).toMatchObject({
      ...{ number: 'INV-1', lineCount: 5, claimedPence: 5 * 1051, provider: { id: maple } },
      overPence: 1051 + 526 + 1051 + 1051,
    });
    const of = (nth: number | null) =>
      nth === null ? { placement: null, visit: null } : { placement: { id: placementId }, visit: { id: visits[nth] } };
    expect(nodes(invoice.queries)).toEqual(FOUND.map((found, nth) => ({ ...found, ...of([1, 2, null, 0][nth]!) })));
    for (const caller of ['officer', 'commissioner', 'broker', 'maple']) {
      expect((await queries({}, caller)).totalCount).toBe(4);
    }
    expect((await queries({}, 'oak')).totalCount).toBe(0);
    expect((await queries({}, 'stranger')).totalCount).toBe(0);
    expect((await queries({ provider: oak })).totalCount).toBe(0);
    const missed = await queries({ provider: maple, findings: ['MISSED_CLAIMED'] });
    expect(nodes(missed)).toMatchObject([
      { line: 2, rule: 'PAY-01', provider: { id: maple }, invoice: { number: 'INV-1' } },
    ]);
    const paged: Found[] = [];
    let after: string | null = null;
    for (let page = 0; page < 4; page++) {
      const read = await queries({ first: 2, after });
      paged.push(...nodes(read));
      after = read.pageInfo.endCursor;
      if (!read.pageInfo.hasNextPage) break;
    }
    expect(paged.map(({ line }) => line).sort()).toEqual([2, 3, 4, 5]);
  });

  it('PAY-01, CM-08: a claim for a missed visit is told to contract officers, commissioners and the provider', async () => {
    const { invoice } = await record();
    expect(await ground.hub.told('MissedVisitClaimed')).toMatchObject([
      {
        subject: `invoice/${invoice.id}`,
        audience: { providers: [maple], roles: ['contract-officer', 'commissioner'] },
        data: {
          invoiceId: invoice.id,
          providerId: maple,
          claims: [{ line: 2, visitId: visits[1], placementId, amountPence: 1051 }],
        },
      },
    ]);
    await record({ number: 'INV-2', lines: [claim(1, 'V3', 15, 525)] });
    expect(await ground.hub.told('MissedVisitClaimed')).toHaveLength(1);
  });

  it('PAY-11: a visit that an earlier invoice claims is claimed again; the same number sent again counts once', async () => {
    const first = await record();
    const other = await record({ number: 'INV-2', lines: [claim(1, 'V1'), claim(2, 'V3', 15, 525)] });
    expect(nodes(other.invoice.queries).map(({ line, finding }) => [line, finding])).toEqual([
      [1, 'DUPLICATE'],
      [2, 'DUPLICATE'],
    ]);
    expect(await check({ lines: [claim(1, 'V1')] })).toMatchObject([{ finding: 'DUPLICATE' }]);
    // The invoice itself does not claim its visits twice.
    const own = await check({ number: 'INV-2', lines: [claim(1, 'V2'), claim(2, 'V9')] });
    expect(own.map(({ finding }: Found) => finding)).toEqual(['MISSED_CLAIMED', 'UNMATCHED']);

    expect(await record()).toEqual(first);
    expect(await record({ providerId: maple }, 'broker')).toEqual(first);
    expect((await record({ lines: [claim(1, 'V1')] })).refusals).toEqual([
      { rule: 'PAY-11', code: 'INVOICE_NUMBER_USED', field: 'input.number' },
    ]);
    const kept = nodes((await ground.ask('maple', KEPT)).invoices);
    expect(kept).toHaveLength(2);
    expect(kept).toEqual(
      expect.arrayContaining([
        { number: 'INV-2', claimedPence: 1051 + 525 },
        { number: 'INV-1', claimedPence: 5 * 1051 },
      ]),
    );
  });

  it('PAY-11: what was found about an invoice is read in the order of its lines, a page at a time', async () => {
    const lines = Array.from({ length: 12 }, (_, nth) => claim(12 - nth, `unknown-${nth}`));
    const { invoice } = await record({ lines });
    const PAGE = /* GraphQL */ `
      query ($after: String) {
        invoices(first: 1) {
          edges { node { queries(first: 5, after: $after) { edges { node { line } } pageInfo { hasNextPage endCursor } } } }
        }
      }
    `;
    const read: number[] = [];
    let after: string | null = null;
    for (let page = 0; page < 4; page++) {
      const { invoices } = await ground.ask('maple', PAGE, { after });
      const { queries: found } = nodes(invoices)[0] as unknown as { queries: typeof invoice.queries };
      read.push(...nodes(found).map(({ line }) => line));
      after = found.pageInfo.endCursor;
      if (!found.pageInfo.hasNextPage) break;
    }
    expect(read).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  });

  it('PAY-11: what was approved is what an invoice may claim, whatever the visit is now', async () => {
    const { payableStatement } = await ground.ask('officer', STATEMENT, { ...JUNE, provider: maple });
    const input = { providerId: maple, ...JUNE, fingerprint: payableStatement.fingerprint };
    await ground.ask('officer', APPROVE, { input: { ...input, idempotencyKey: randomUUID() } });
    await ground.corrects(visits[0]!, { payable_minutes: 15, actual_minutes: 15 });
    expect(await check({ lines: [claim(1, 'V1'), claim(2, 'V3')] })).toEqual([
      { line: 2, finding: 'OVER_CLAIMED', rule: 'PAY-11', overPence: 526 },
    ]);
  });

  it('PAY-11: what was found about a kept invoice is as of then; a check under its number is as of now', async () => {
    const lines = [claim(1, 'V1'), claim(2, 'V3', 15, 525)];
    const { invoice } = await record({ number: 'INV-3', lines });
    expect(nodes(invoice.queries)).toEqual([]);
    await ground.corrects(visits[0]!, { state: 'MISSED', payable_minutes: 0, actual_minutes: 0 });
    expect((await record({ number: 'INV-3', lines })).invoice).toEqual(invoice);
    expect(await check({ number: 'INV-3', lines })).toEqual([
      { line: 1, finding: 'MISSED_CLAIMED', rule: 'PAY-01', overPence: 1051 },
    ]);
  });

  it('PAY-11: what no invoice can say is refused, by its field', async () => {
    const codes = async (over: Record<string, unknown>) => (await record(over)).refusals;
    expect(await codes({ number: ' ' })).toEqual([{ rule: 'PAY-11', code: 'INVOICE_NUMBER', field: 'input.number' }]);
    expect(await codes({ lines: [claim(1, 'V1'), claim(1, 'V3')] })).toEqual([
      { rule: 'PAY-11', code: 'LINE_NUMBER', field: 'input.lines.1.line' },
    ]);
    expect(await codes({ lines: [claim(1, 'V1', 2881)] })).toEqual([
      { rule: 'PAY-11', code: 'OUT_OF_RANGE', field: 'input.lines.0.minutes' },
    ]);
    expect(await codes({ to: '2026-07-06' })).toEqual([{ rule: 'PAY-07', code: 'STATEMENT_SPAN', field: 'input.to' }]);
    const unnamed = { lines: [{ line: 1, source: 'roster', minutes: 30, amountPence: 1051 }] };
    const { errors } = await ground.ask('maple', CHECK, { ...JUNE, ...unnamed });
    expect(errors[0].extensions.code).toBe('BAD_USER_INPUT');
  });

  it('IDG-23, IDG-27: a provider records its own, the council those of its providers, and nobody else', async () => {
    const input = { number: 'INV-9', ...JUNE, lines: CLAIMS, idempotencyKey: randomUUID() };
    for (const [caller, of] of [
      ['oak', { providerId: maple }],
      ['officer', {}],
      ['commissioner', { providerId: maple }],
      ['case system', { providerId: maple }],
    ] as const) {
      const { errors } = await ground.ask(caller, RECORD, { input: { ...input, ...of } });
      expect([caller, errors[0].extensions.code]).toEqual([
        caller,
        caller === 'officer' ? 'BAD_USER_INPUT' : 'FORBIDDEN',
      ]);
    }
    // Another council finds none of these visits.
    const { invoice } = await record({ providerId: maple }, 'stranger');
    expect(nodes(invoice.queries).map(({ finding }) => finding)).toEqual(Array(5).fill('UNMATCHED'));
    expect((await queries({}, 'officer')).totalCount).toBe(0);
  });
});
