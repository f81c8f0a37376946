import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeWhole } from './write-whole.js';

/**
 * What became of one exported file, written beside it: as JSON for programs, as text for people. It says where to look
 * and what to put right, and never repeats what is in a cell.
 */
const refusalSchema = z.object({
  /** From 1, without the header; null for the file as a whole. */
  row: z.number().nullable(),
  /** Line of a CSV on which the row begins. */
  line: z.number().nullable(),
  /** The export's own name of the place. */
  column: z.string().nullable(),
  /** The field of the hub's input. */
  field: z.string().nullable(),
  /** Id in the catalogue of rules. */
  rule: z.string(),
  code: z.string(),
  /** What would be taken, in a sentence. */
  fix: z.string(),
});

const reportSchema = z.object({
  file: z.string(),
  council: z.string(),
  kind: z.string(),
  /**
   * TAKEN: every row has its answer. PENDING: some are tried again with the next pass. REFUSED: nothing could be read.
   * INCOMPLETE: it ended in the middle and nothing more came.
   */
  status: z.enum(['TAKEN', 'PENDING', 'REFUSED', 'INCOMPLETE']),
  reportedAt: z.string(),
  rows: z.number(),
  accepted: z.number(),
  unchanged: z.number(),
  refused: z.number(),
  pending: z.number(),
  /** Why rows are pending. */
  pendingBecause: z.string().nullable(),
  refusals: z.array(refusalSchema),
  /** Of the file and of the mapping it was read with: the same again need not be read again. */
  basis: z.string(),
});
export type FileReport = z.infer<typeof reportSchema>;
export type ReportedRefusal = z.infer<typeof refusalSchema>;

export async function writeReport(folder: string, report: FileReport): Promise<void> {
  await writeWhole(join(folder, `${report.file}.report.json`), `${JSON.stringify(report, null, 2)}\n`);
  await writeWhole(join(folder, `${report.file}.report.txt`), textOf(report));
}

/** The report beside a file; null when there is none that can be read. */
export async function lastReport(folder: string, file: string): Promise<FileReport | null> {
  try {
    return reportSchema.parse(JSON.parse(await readFile(join(folder, `${file}.report.json`), 'utf8')));
  } catch {
    return null;
  }
}

const STATUS: Readonly<Record<FileReport['status'], string>> = {
  TAKEN: 'Every row has its answer.',
  PENDING: 'Some rows could not be sent yet; they are tried again with the next pass.',
  REFUSED: 'The file was not read; nothing of it was sent.',
  INCOMPLETE: 'The file ends in the middle of something; nothing of it was sent. Export it again.',
};

function textOf(report: FileReport): string {
  const lines = [
    report.file,
    `${report.council}, ${report.kind}, reported at ${report.reportedAt}`,
    '',
    STATUS[report.status],
    `${report.rows} ${report.rows === 1 ? 'row' : 'rows'}: ${report.accepted} accepted, ${report.unchanged} unchanged, ${report.refused} refused, ${report.pending} pending${report.pendingBecause ? ` (${report.pendingBecause})` : ''}.`,
  ];
  for (const { row, line, column, field, rule, code, fix } of report.refusals) {
    const where = row === null ? 'The whole file' : line === null ? `Row ${row}` : `Line ${line}`;
    lines.push(
      '',
      `${where}${column ? `, ${column}` : ''}`,
      `  ${fix}`,
      `  ${rule} ${code}${field ? ` at ${field}` : ''}`,
    );
  }
  return `${lines.join('\n')}\n`;
}
