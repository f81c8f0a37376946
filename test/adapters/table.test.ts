import { Buffer } from 'node:buffer';
import { FileFaultError, lookThrough } from '../../adapters/file-text.js';
import { openTable, type TableForm, type TableRow } from '../../adapters/table.js';

const FORM: TableForm = { delimiter: ',', columns: ['Visit ID', 'Start', 'Contact 1 name'], formulas: 'TEXT' };
const HEADER = 'Visit ID,Start,Contact 1 name';

async function tableOf(content: string | Uint8Array | readonly Uint8Array[], over: Partial<TableForm> = {}) {
  const pieces =
    typeof content === 'string' ? [Buffer.from(content)] : content instanceof Uint8Array ? [content] : content;
  const bytes = () => pieces;
  const table = openTable(bytes, await lookThrough(bytes, 'utf-8'), { ...FORM, ...over });
  const rows: TableRow[] = [];
  for await (const row of table.rows()) rows.push(row);
  return { rows, passedOver: table.passedOver };
}

const cellsOf = ({ rows }: { readonly rows: readonly TableRow[] }) =>
  rows.map(({ line, source, fault }) => [
    line,
    ...(source ? FORM.columns.map((name) => source.cell(name)) : [fault!.code]),
  ]);
const faultOf = (content: string | Uint8Array, over: Partial<TableForm> = {}) =>
  tableOf(content, over).then(
    () => 'READ',
    (error) => (error instanceof FileFaultError ? `${error.code} ${error.fix}` : error),
  );

describe('a table that somebody exported', () => {
  it.each([
    ['as the form says', HEADER],
    ['in capitals', 'VISIT ID,START,CONTACT 1 NAME'],
    ['with other blanks', ' Visit  ID ,Start,Contact\u00a01\u00a0name'],
    ['with dashes and lines for blanks', 'visit-id,Start,contact_1\u2013name'],
    ['with what nobody sees', '\u200bVisit ID,\u200eStart\u200e,Contact 1\u2060 name\ufeff'],
    ['in another order, with more beside it', 'Notes,Contact 1 name,Start,Visit ID,Notes'],
  ])('ASM-36, DEL-20: its header is known %s', async (_, header) => {
    const order = header.startsWith('Notes') ? 'x,Ada,08:00,V1,y' : 'V1,08:00,Ada';
    expect(cellsOf(await tableOf(`${header}\n${order}\n`))).toEqual([[2, 'V1', '08:00', 'Ada']]);
  });

  it.each([
    ['semicolons', ';'],
    ['tabs', '\t'],
    ['bars', '|'],
  ])('DEL-20: divided by %s though the form says otherwise, it is read', async (_, delimiter) => {
    const text = `sep=${delimiter}\n${HEADER}\nV1,08:00,Ada\n`.replaceAll(',', delimiter);
    expect(cellsOf(await tableOf(text))).toEqual([[3, 'V1', '08:00', 'Ada']]);
  });

  it('DEL-20: titles and empty lines above the header are passed over, and lines counted from the top', async () => {
    const text = `Rota of Oakwood,,\r\nPrinted 01/06/2026,,\r\n\r\n,,\r\n${HEADER}\r\nV1,08:00,Ada\r\n`;
    expect(cellsOf(await tableOf(text))).toEqual([[6, 'V1', '08:00', 'Ada']]);
  });

  it('ASM-05, DEL-20: rows in which nothing stands are counted and passed over, wherever they are', async () => {
    const text = `${HEADER}\n,,\nV1,08:00,Ada\n\n   \n\u00a0,\u200b,\nV2,09:00,Eve\n,,\n,,\n`;
    const table = await tableOf(text);
    expect(cellsOf(table)).toEqual([
      [3, 'V1', '08:00', 'Ada'],
      [7, 'V2', '09:00', 'Eve'],
    ]);
    expect(table.passedOver).toBe(5);
  });

  it('ASM-05: cells are read as people see them', async () => {
    const text = `${HEADER}\n\u200bV1,08:00\u00a0,Ada\u00a0\u202fQuill\u200e\n`;
    expect(cellsOf(await tableOf(text))).toEqual([[2, 'V1', '08:00', 'Ada  Quill']]);
  });

  it('DEL-20: a row has as many cells as the header; blank cells beyond it are nothing', async () => {
    const text = `${HEADER},,\nV1,08:00,Ada,,\nV2,08:00,Ada,,,,\nV3,08:00\nV4,08:00,Ada,,Bea\nV5,08:00,Ada\n`;
    expect(cellsOf(await tableOf(text))).toEqual([
      [2, 'V1', '08:00', 'Ada'],
      [3, 'V2', '08:00', 'Ada'],
      [4, 'ROW_NOT_WHOLE'],
      [5, 'ROW_NOT_WHOLE'],
      [6, 'V5', '08:00', 'Ada'],
    ]);
  });

  describe('IDG-05: what keeps it from being read names no cell', () => {
    it.each([
      [
        'no header',
        'V1,020 7946 0101,CANARY\nV2,020 7946 0101,CANARY\n',
        /^NO_HEADER .*"Visit ID", "Start", "Contact 1 name"\.$/,
      ],
      ['nothing', '\n', /^NO_HEADER/],
      ['a column too few', 'Visit ID,Start,CANARY\n', /^COLUMN_MISSING .*"Contact 1 name".*mapping\.$/],
      [
        'a column misspelt',
        'Visit ID,Start,Contact 1 mame\n',
        /Column 3 is nearly "Contact 1 name": 1 letter differs\.$/,
      ],
      ['a column twice', 'Visit ID,Start,Contact 1 name,start \n', /^READ$/],
      ['a column twice alike', 'Visit ID,Start,Contact 1 name,Start\n', /^COLUMN_TWICE .*"Start" .*columns 2 and 4/],
      ['a cell twice where a column is not read', 'Visit ID,Start,Contact 1 name,CANARY,CANARY\n', /^READ$/],
      ['a quote in the header', 'Visit ID,St"art,CANARY\n', /^CSV_NOT_READABLE Line 1 /],
    ])('IDG-05: %s', async (_, text, expected) => {
      const told = await faultOf(text);
      expect(told).toMatch(expected);
      expect(told).not.toMatch(/CANARY|7946/);
    });
  });

  it('DEL-20: a quote that is not closed is an end, and all before it is read', async () => {
    const open = `${HEADER}\nV1,08:00,Ada\nV2,08:00,"Eve\nV3,08:00,Bea\n`;
    expect(cellsOf(await tableOf(open))).toEqual([
      [2, 'V1', '08:00', 'Ada'],
      [3, 'ROW_CUT_OFF'],
    ]);
    const stray = `${HEADER}\nV1,08:00,Ada\nV2,08:00,Eve "E" Moss\nV3,08:00,Bea\n`;
    expect(cellsOf(await tableOf(stray))).toEqual([
      [2, 'V1', '08:00', 'Ada'],
      [3, 'CSV_NOT_READABLE'],
    ]);
  });

  it('NFR-07: a cell without an end takes no more memory than a row may have', async () => {
    const filler = Buffer.alloc(1024 * 1024, 'x');
    const pieces = [Buffer.from(`${HEADER}\nV1,08:00,Ada\nV2,08:00,"`), ...Array.from({ length: 40 }, () => filler)];
    expect(cellsOf(await tableOf(pieces))).toEqual([
      [2, 'V1', '08:00', 'Ada'],
      [3, 'CSV_NOT_READABLE'],
    ]);
  });

  it('NFR-07: of millions of rows no more are held than are asked for', async () => {
    const rows = Buffer.from('V1,08:00,Ada\n'.repeat(5000));
    let given = 0;
    const bytes = async function* () {
      yield Buffer.from(`${HEADER}\n`);
      for (let nth = 0; nth < 400; nth += 1) {
        given += 1;
        yield rows;
      }
    };
    const looked = await lookThrough(bytes, 'utf-8');
    given = 0;
    let seen = 0;
    for await (const { source } of openTable(bytes, looked, FORM).rows()) {
      if (source) seen += 1;
      if (seen === 5000) break;
    }
    // Two million rows are there; a few pieces of them were read.
    expect(given).toBeLessThan(40);
  });

  describe('DEL-20: formulas, where cells may come into a spreadsheet', () => {
    it.each([
      ['=1+1', 'FORMULA_IN_CELL'],
      ['\u200b=1+1', 'FORMULA_IN_CELL'],
      ['@SUM(A1)', 'FORMULA_IN_CELL'],
      ['+cmd|x', 'FORMULA_IN_CELL'],
      ['-A1', 'FORMULA_IN_CELL'],
      ['\tx', 'FORMULA_IN_CELL'],
      ['+44 7700 900123', '+44 7700 900123'],
      ['+44 (0)20 7946-0101', '+44 (0)20 7946-0101'],
      ['-0.5', '-0.5'],
      ['-', '-'],
    ])('DEL-20: %p in a column that is read', async (cell, expected) => {
      const [[, ...found]] = cellsOf(await tableOf(`${HEADER},x\nV1,08:00,${cell},y\n`, { formulas: 'REFUSE' })) as [
        [number, ...string[]],
      ];
      expect(found.at(-1)).toBe(expected);
    });

    it('DEL-20: a column that is not read may hold anything', async () => {
      const table = await tableOf(`${HEADER},Phone\nV1,08:00,Ada,=HYPERLINK()\n`, { formulas: 'REFUSE' });
      expect(cellsOf(table)).toEqual([[2, 'V1', '08:00', 'Ada']]);
    });
  });
});
