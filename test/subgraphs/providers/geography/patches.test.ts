import { jest } from '@jest/globals';
import { BROMLEY_PATCHES_FROM, BROMLEY_WARDS } from '../../../../hub/demo/bromley-map.js';
import { newId } from '../../../../kernel/values/ids.js';
import { importWardPostcodes } from '../../../../subgraphs/providers/commands/geography/import-ward-postcodes.js';
import { type Payload, type Register, startRegister } from '../harness.js';

const TOWN = 'E05000109';
const DARWIN = 'E05000117';

describe('patches, wards and postcodes', () => {
  let hub: Register;
  beforeEach(async () => {
    hub = await startRegister();
    await hub.bromleyMap();
  });
  afterEach(() => hub.stop());

  const line = (
    nth: number,
    postcode: string,
    ward = 'Bromley Town',
    validFrom = '2021-08-27',
    validTo: string | null = null,
  ) => ({
    line: nth,
    postcode,
    ward,
    validFrom,
    validTo,
  });
  const take = (...rows: unknown[]): Promise<Payload> =>
    hub.act('bromley contract-officer', 'importWardPostcodes', { council: 'bromley', rows });
  const patchOf = async (postcode: string, on = '2026-06-01', council = 'bromley') =>
    (
      await hub.ask(
        'hub',
        'query ($council: ID!, $postcode: Postcode!, $on: LocalDate!) { patchOf(council: $council, postcode: $postcode, on: $on) { ward patch } }',
        { council, postcode, on },
      )
    ).patchOf;

  it("PROV-15: Bromley's 22 wards are in four patches, and councils see their own map", async () => {
    const patches = async (caller: string) =>
      (await hub.ask(caller, '{ patches(council: "bromley") { code wards { code } } }')).patches;
    const own = await patches('bromley broker');
    expect(own.map(({ code, wards }: { code: string; wards: unknown[] }) => [code, wards.length])).toEqual([
      ['Central', 6],
      ['East', 6],
      ['South', 2],
      ['West', 8],
    ]);
    expect(await patches('ashdown broker')).toEqual([]);
  });

  it('PROV-15: the same map again changes nothing', async () => {
    const held = () => hub.pool.query('select * from providers.ward order by id').then(({ rows }) => rows);
    const before = await held();
    await hub.bromleyMap();
    expect(await held()).toEqual(before);
    expect(before).toHaveLength(BROMLEY_WARDS.length);
  });

  it('PROV-15, PROV-16, IDG-16: what changes in map and postcodes is kept in the log, and once', async () => {
    await hub.bromleyMap();
    const [map, ...again] = await hub.told('WardsImported');
    expect(again).toEqual([]);
    expect(map).toMatchObject({ council: 'bromley', actor: { role: 'operator' } });
    expect((map!.data as { rows: unknown[] }).rows).toHaveLength(22);
    expect((map!.data as { rows: unknown[] }).rows).toContainEqual({
      code: TOWN,
      patch: 'Central',
      from: BROMLEY_PATCHES_FROM,
      to: null,
    });
    const changes = async () => (await hub.told('WardPostcodesImported')).map(({ data }) => data);
    const from = (await changes()).length;
    await take(line(2, 'BR9 9AB'), line(3, 'BR9 9AD'));
    await take(line(2, 'BR9 9AB'));
    expect((await changes()).slice(from)).toEqual([{ changed: 2 }]);
  });

  const row = (over: Record<string, unknown> = {}) => ({
    code: 'E05000999',
    name: 'Quince Green',
    patch: 'East',
    from: '2026-05-07',
    ...over,
  });
  const importWards = (...rows: unknown[]) => hub.act('operator', 'importWards', { council: 'bromley', rows });

  it.each([
    ['in two patches on a day', [row(), row({ patch: 'West', from: '2026-06-01' })], 'WARD_IN_TWO_PATCHES'],
    ['in none for a while', [row({ to: '2026-05-31' }), row({ from: '2026-07-01' })], 'WARD_IN_NO_PATCH'],
    ['that ends before it begins', [row({ to: '2026-05-06' })], 'SPAN_ENDS_BEFORE_IT_BEGINS'],
    ['without a name', [row({ name: '' })], 'WARD_ROW_INCOMPLETE'],
  ])('PROV-15: a map with a ward %s is refused whole', async (_name, rows, code) => {
    const { wards, refusals } = await importWards(...rows, row({ code: 'E05000998', name: 'Medlar Hill' }));
    expect(wards).toBeNull();
    expect(refusals).toMatchObject([{ rule: 'PROV-15', code }]);
    expect((await hub.pool.query('select 1 from providers.ward')).rowCount).toBe(22);
  });

  it('PROV-15: a row at fault is named by its place among the rows given', async () => {
    const { refusals } = await importWards(row(), row({ code: 'E05000998', name: 'Medlar Hill', to: '2020-01-01' }));
    expect(refusals).toMatchObject([{ field: 'rows[1].to' }]);
  });

  it('PROV-16: an address lies in one ward and one patch', async () => {
    const { report } = await take(line(2, 'br11ab'), line(3, 'BR1 1AC', 'Darwin'));
    expect(report).toEqual({ accepted: 2, changed: 2, refused: 0, refusals: [] });
    expect(await patchOf('BR1 1AB')).toEqual({ ward: TOWN, patch: 'Central' });
    expect(await patchOf('br11ac')).toEqual({ ward: DARWIN, patch: 'South' });
  });

  it('PROV-16: outside the borough, on another day and in another council there is no patch', async () => {
    await take(line(2, 'BR1 1AB'));
    expect(await patchOf('SE1 9AA')).toBeNull();
    expect(await patchOf('BR1 1AB', '2021-08-26')).toBeNull();
    expect(await patchOf('BR1 1AB', '2026-06-01', 'ashdown')).toBeNull();
  });

  it('PROV-16: a postcode that moves to another ward does so on its day', async () => {
    await take(line(2, 'BR1 1AB'));
    const { report } = await take(
      line(2, 'BR1 1AB', 'Bromley Town', '2021-08-27', '2026-06-30'),
      line(3, 'BR1 1AB', 'Darwin', '2026-07-01'),
    );
    expect(report).toMatchObject({ accepted: 2, changed: 2 });
    expect(await patchOf('BR1 1AB', '2026-06-30')).toEqual({ ward: TOWN, patch: 'Central' });
    expect(await patchOf('BR1 1AB', '2026-07-01')).toEqual({ ward: DARWIN, patch: 'South' });
  });

  it('PROV-16: a ward that moves to another patch does so on its day', async () => {
    await take(line(2, 'BR1 1AB'));
    const { refusals } = await importWards(
      row({ code: TOWN, name: 'Bromley Town', patch: 'Central', from: '2021-08-27', to: '2026-06-30' }),
      row({ code: TOWN, name: 'Bromley Town', patch: 'West', from: '2026-07-01' }),
    );
    expect(refusals).toEqual([]);
    expect(await patchOf('BR1 1AB', '2026-06-30')).toMatchObject({ patch: 'Central' });
    expect(await patchOf('BR1 1AB', '2026-07-01')).toMatchObject({ patch: 'West' });
  });

  it('PROV-16: rows at fault are passed over and reported, by line and column; the others are taken', async () => {
    const { report, refusals } = await take(
      line(2, 'BR1 1AB'),
      line(3, 'BR1'),
      line(4, 'BR1 1AC', 'Camberwell Green'),
      line(5, 'BR1 1AD', 'Darwin', '2021-02-29'),
      line(6, 'BR1 1AB', 'Darwin', '2026-01-01'),
      line(7, 'BR1 1AE', 'Darwin'),
    );
    expect(refusals).toEqual([]);
    expect(report).toMatchObject({ accepted: 2, changed: 2, refused: 4 });
    expect(report.refusals.map(({ code, field }: Payload['refusals'][number]) => [code, field])).toEqual([
      ['GEO_ROW_INVALID', 'lines[3].postcode'],
      ['WARD_UNKNOWN', 'lines[4].ward'],
      ['GEO_ROW_INVALID', 'lines[5].validFrom'],
      ['POSTCODE_PLACED_TWICE', 'lines[6].postcode'],
    ]);
    expect(await patchOf('BR1 1AB')).toEqual({ ward: TOWN, patch: 'Central' });
  });

  it('PROV-16: what the table holds is not contradicted by a file that only adds to it', async () => {
    await take(line(2, 'BR1 1AB', 'Bromley Town', '2022-01-01'));
    // The second line would replace what is held, and is itself at fault; so what is held stands, against the first.
    const { report } = await take(
      line(2, 'BR1 1AB', 'Darwin', '2021-09-01'),
      line(3, 'BR1 1AB', 'Darwin', '2022-01-01'),
    );
    expect(report).toMatchObject({ accepted: 0, changed: 0, refused: 2 });
    expect(await patchOf('BR1 1AB', '2021-12-31')).toBeNull();
    expect(await patchOf('BR1 1AB')).toEqual({ ward: TOWN, patch: 'Central' });
  });

  it('PROV-16: forty thousand postcodes are one statement to write; again they change nothing', async () => {
    const letters = 'ABDEFGHJLNPQRSTUWXYZ';
    const rows = Array.from({ length: 40_000 }, (_, n) => {
      const [one, two] = [letters[n % 20]!, letters[Math.floor(n / 20) % 20]!];
      const [digit, district] = [Math.floor(n / 400) % 10, 1 + Math.floor(n / 4_000)];
      const cells = {
        postcode: `BR${district} ${digit}${one}${two}`,
        ward: BROMLEY_WARDS[n % 22]!.code,
        validFrom: '2021-08-27',
      };
      return { line: n + 2, cells };
    });
    const logger = hub.subgraph.db.orm.config.getLogger();
    const logged = jest.spyOn(logger, 'logQuery').mockImplementation(() => {});
    logger.setDebugMode(['query']);
    const first = await importWardPostcodes(hub.workOf('operator'), {
      council: 'bromley',
      rows,
      idempotencyKey: newId(),
    });
    expect(first.result).toMatchObject({ accepted: 40_000, changed: 40_000, refused: 0, refusals: [] });
    // One to see what the table holds, one to write.
    expect(logged.mock.calls.filter(([{ query }]) => query?.includes('ward_postcode'))).toHaveLength(2);
    logger.setDebugMode(false);
    logged.mockRestore();
    const again = await importWardPostcodes(hub.workOf('operator'), {
      council: 'bromley',
      rows: rows.slice(0, 5_000),
      idempotencyKey: newId(),
    });
    expect(again.result).toMatchObject({ accepted: 5_000, changed: 0 });
  });
});
