import { readExport } from '../../../adapters/las/exported-file.js';
import { aMapping, csv, HEADER, ROW, rowsOf, sample } from './exports.js';

const mapping = aMapping();
const file = mapping.files[0]!;
const read = (bytes: Uint8Array, over: Partial<typeof file> = {}, limits = mapping.limits) =>
  readExport(bytes, { ...file, ...over }, limits);
const RENEE = ROW.replace('Ada', 'Ren\u00e9e');
const cp1252 = (text: string) => Buffer.from(text, 'latin1');

describe('an exported file', () => {
  describe('ASM-36: in another encoding than the mapping says is refused whole', () => {
    it.each([
      ['UTF-16 without a mark', Buffer.from(`${HEADER}\n`, 'utf16le'), {}, 'NOT_TEXT'],
      ['a spreadsheet', Buffer.from('PK\u0003\u0004\u0000\u0000'), {}, 'NOT_TEXT'],
      ['windows-1252 given as UTF-8', cp1252(`${HEADER}\nR-1,1,x,x,Ren\u00e9e,x,x,x,x\n`), {}, 'NOT_UTF_8'],
      ['UTF-8 cut within a letter', Buffer.from([...Buffer.from(HEADER), 0x0a, 0xc3, 0x0a]), {}, 'NOT_UTF_8'],
      [
        'UTF-8 given as windows-1252',
        Buffer.from(`${HEADER}\nR-1,1,x,x,Ren\u00e9e,x,x,x,x\n`),
        { encoding: 'windows-1252' },
        'ENCODING_IS_UTF_8',
      ],
      [
        'a byte that windows-1252 does not have',
        cp1252(`${HEADER}\n\u0081,\u00e9,,,,,,,\n`),
        { encoding: 'windows-1252' },
        'NOT_WINDOWS_1252',
      ],
    ] as const)('ASM-36: %s', async (_, bytes, over, code) => {
      expect(await read(bytes, over)).toEqual({ fault: { code, fix: expect.any(String) } });
    });
  });

  it.each([
    ['UTF-8', Buffer.from(`${HEADER}\n${ROW.replace('Ada', 'Ren\u00e9e')}\n`), 'utf-8'],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${HEADER}\n${ROW.replace('Ada', 'Ren\u00e9e')}\n`), 'utf-8'],
    ['UTF-8 with its mark, whatever is said', Buffer.from(`\ufeff${HEADER}\n${RENEE}\n`), 'windows-1252'],
    ['UTF-16 with its mark, whatever is said', Buffer.from(`\ufeff${HEADER}\n${RENEE}\n`, 'utf16le'), 'utf-8'],
    ['UTF-16 the other way round', Buffer.from(`\ufeff${HEADER}\n${RENEE}\n`, 'utf16le').swap16(), 'windows-1252'],
    ['UTF-16 without its mark', Buffer.from(`${HEADER}\n${RENEE}\n`, 'utf16le'), 'utf-16'],
    ['windows-1252', cp1252(`${HEADER}\r\n${ROW.replace('Ada', 'Ren\u00e9e')}\r\n`), 'windows-1252'],
  ] as const)('ASM-36: %s is read as it was written', async (_, bytes, encoding) => {
    const [row] = rowsOf(await read(bytes, { encoding }));
    expect([row!.source!.cell('id'), row!.source!.cell('name')]).toEqual(['R-1', 'Ren\u00e9e Quill']);
  });

  describe('ASM-36: that ends in the middle of something is not read', () => {
    it.each([
      ['nothing at all', ''],
      ['a last row without its end', `${HEADER}\n${ROW}\nR-2,1,08/06`],
      ['a whole row without the end of its line', `${HEADER}\n${ROW}`],
      ['the middle of a quoted cell, at the end of a line', `${HEADER}\nR-1,1,08/06/2026,P-1,"Ada\n`],
    ])('ASM-36: %s', async (_, text) => {
      expect(await read(Buffer.from(text))).toEqual({ incomplete: true });
    });
    it.each([
      ['half a document', '[{"id": "R-1"}, {"id": '],
      ['nothing', ''],
    ])('ASM-36: JSON: %s', async (_, text) => {
      expect(await read(Buffer.from(text), { format: 'json' })).toEqual({ incomplete: true });
    });
    it('ASM-36: every beginning of the sample is either incomplete or ends with a row', async () => {
      const whole = await sample('srf-2026-06-01.csv');
      for (let length = 1; length < whole.length; length += 1) {
        const answer = await read(whole.subarray(0, length), { encoding: 'windows-1252', fields: {} });
        if (!('incomplete' in answer)) expect(whole.subarray(0, length).toString('latin1')).toMatch(/[\r\n]$/);
      }
    });
  });

  it('ASM-05: a row is known by the line on which it begins, however long the ones before are', async () => {
    const [first, second, third] = rowsOf(
      await read(csv({}, ROW.replace('1 Larch Court', '"1 Larch Court\nOrpington"'), '', ROW, ROW)),
    );
    expect([first!.line, second!.line, third!.line]).toEqual([2, 5, 6]);
    expect([first!.row, second!.row, third!.row]).toEqual([1, 2, 3]);
  });

  it.each([
    ['a column that the mapping reads is missing', 'id,version\nR-1,1\n', 'COLUMN_MISSING', /"needed", "person"/],
    ['a column is there twice', `${HEADER},name\n${ROW},x\n`, 'COLUMN_TWICE', /"name"/],
    ['a quote stands alone', `${HEADER}\n${ROW.replace('Ada', 'Ada "Addie"')}\n`, 'CSV_NOT_READABLE', /^Line 2: /],
  ])('ASM-05: %s', async (_, text, code, fix) => {
    expect(await read(Buffer.from(text))).toEqual({ fault: { code, fix: expect.stringMatching(fix) } });
  });

  it('ASM-05: what a fault says never repeats a cell', async () => {
    expect(JSON.stringify(await read(Buffer.from(`${HEADER}\nCANARY "quoted" CANARY,1\n`)))).not.toContain('CANARY');
  });

  it('ASM-05: more rows than the limit are not read', async () => {
    expect(await read(csv({}, ROW, ROW, ROW), {}, { ...mapping.limits, rows: 2 })).toMatchObject({
      fault: { code: 'TOO_MANY_ROWS' },
    });
  });

  describe('ASM-24: a JSON document', () => {
    const rows = (document: unknown, at?: string) =>
      read(Buffer.from(JSON.stringify(document)), { format: 'json', rows: at });

    it.each([
      ['a list', [{ id: 1 }, { id: 2 }], undefined, ['1', '2']],
      ['one object', { id: 1 }, undefined, ['1']],
      ['a list within it', { export: { rows: [{ id: 1 }] } }, 'export.rows', ['1']],
    ])('ASM-24: %s', async (_, document, at, expected) => {
      expect(rowsOf(await rows(document, at)).map(({ source }) => source!.cell('id'))).toEqual(expected);
    });

    it('ASM-24: rows that are not where the mapping says', async () => {
      expect(await rows({ other: [] }, 'rows')).toMatchObject({ fault: { code: 'ROWS_MISSING' } });
    });

    it('ASM-24: only what the document itself holds is found', async () => {
      const [row] = rowsOf(
        await read(Buffer.from('{"__proto__": {"id": "x"}, "a": {"b": [1, "c"]}, "n": null, "o": {}}'), {
          format: 'json',
        }),
      );
      const source = row!.source!;
      expect([
        source.cell('id'),
        source.cell('constructor'),
        source.cell('a.b'),
        source.cell('n'),
        source.cell('o'),
      ]).toEqual(['', '', ['1', 'c'], '', undefined]);
    });

    it('ASM-24: lists within lists are no cell, and a document that is too deep is refused whole', async () => {
      const [row] = rowsOf(await read(Buffer.from('{"a": [[[]]], "b": [[1]]}'), { format: 'json' }));
      expect([row!.source!.cell('a'), row!.source!.cell('b')]).toEqual([undefined, undefined]);
      const deep = `{"a": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
      expect(await read(Buffer.from(deep), { format: 'json' })).toMatchObject({ fault: { code: 'TOO_DEEP' } });
    });

    it('ASM-36: a number is read as the document writes it, so that a long or rounded id shows', async () => {
      const [row] = rowsOf(
        await read(Buffer.from('{"a": 12345678901234567890, "b": 2.60612E+11, "c": 1.0}'), { format: 'json' }),
      );
      expect(['a', 'b', 'c'].map((name) => row!.source!.cell(name))).toEqual([
        '12345678901234567890',
        '2.60612E+11',
        '1.0',
      ]);
    });

    it('ASM-24: a row that is no object is not whole', async () => {
      expect(rowsOf(await rows([1, null, [], {}])).map(({ source }) => source!.isWhole)).toEqual([
        false,
        false,
        false,
        true,
      ]);
    });
  });
});
