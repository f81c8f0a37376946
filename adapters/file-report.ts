import { join } from 'node:path';
import { z } from 'zod';
import { readOwn, writeWhole } from './write-whole.js';

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

/** What should be looked at in a row, and is no reason to refuse it; what it means is its `fix`. */
const warningSchema = refusalSchema.partial({ rule: true });

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
  /** Rows in which nothing stood; they are not among `rows`. */
  passedOver: z.number().default(0),
  /** Why rows are pending. */
  pendingBecause: z.string().nullable(),
  refusals: z.array(refusalSchema),
  warnings: z.array(warningSchema).default([]),
  /** Of the file and of the mapping it was read with: the same again need not be read again. */
  basis: z.string(),
});
export type FileReport = z.infer<typeof reportSchema>;
export type ReportedRefusal = z.infer<typeof refusalSchema>;
export type ReportedWarning = z.infer<typeof warningSchema>;

export async function writeReport(folder: string, report: FileReport): Promise<void> {
  await writeWhole(join(folder, `${report.file}.report.json`), `${JSON.stringify(report, null, 2)}\n`);
  await writeWhole(join(folder, `${report.file}.report.txt`), textOf(report));
}

/** The report beside a file; null when there is none that can be read. */
export async function lastReport(folder: string, file: string): Promise<FileReport | null> {
  try {
    return reportSchema.parse(JSON.parse(await readOwn(join(folder, `${file}.report.json`))));
  } catch {
    return null;
  }
}

const STATUS: Readonly<Record<FileReport['status'], string>> = {
  TAKEN: 'Every row has its answer.',
  PENDING: 'Some rows could not be sent yet: the next pass takes them, or the same file sent again.',
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
  if (report.passedOver > 0) lines.push(`${passedOverOf(report.passedOver)} passed over: nothing stands in them.`);
  for (const refusal of report.refusals) lines.push('', ...linesOf(refusal));
  if (report.warnings.length > 0) lines.push('', 'No reason to refuse a row, but to be looked at:');
  for (const warning of report.warnings) lines.push('', ...linesOf(warning));
  return `${lines.join('\n')}\n`;
}

function passedOverOf(rows: number): string {
  return rows === 1 ? '1 empty row was' : `${rows} empty rows were`;
}

/** A refusal or a warning as people read it: where, what to do, and which rule says so. */
export function linesOf({ row, line, column, field, rule, code, fix }: ReportedWarning): readonly string[] {
  const where = row === null ? 'The whole file' : line === null ? `Row ${row}` : `Line ${line}`;
  return [
    `${where}${column ? `, ${column}` : ''}`,
    `  ${fix}`,
    `  ${rule ? `${rule} ` : ''}${code}${field ? ` at ${field}` : ''}`,
  ];
}

/** Why rows are pending when nothing was to be sent. */
export const DRY_RUN = 'DRY_RUN';

/**
 * How a command ends that read files: 0 when every row of every file was taken, 2 when some were not, and 1 when
 * nothing was read at all.
 *
 * @param unread files that were not read, and how often the hub could not be asked
 */
export function exitCodeOf(
  reports: ReadonlyArray<Pick<FileReport, 'status' | 'refused' | 'pending' | 'pendingBecause' | 'rows'>>,
  unread = 0,
): 0 | 1 | 2 {
  const isWhole = ({ status, refused, pending, pendingBecause }: (typeof reports)[number]) =>
    refused === 0 && (status === 'TAKEN' ? pending === 0 : status === 'PENDING' && pendingBecause === DRY_RUN);
  if (unread === 0 && reports.every(isWhole)) return 0;
  const isRead = ({ status }: (typeof reports)[number]) => status === 'TAKEN' || status === 'PENDING';
  return reports.some((report) => isRead(report) && report.rows > 0) ? 2 : 1;
}
