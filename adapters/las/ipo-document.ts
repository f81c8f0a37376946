import { randomBytes } from 'node:crypto';
import PDFDocument from 'pdfkit';

/** An IPO as the hub gives it to the council's case system. [AWRD-03] */
export interface CollectedIpo {
  readonly id: string;
  readonly council: { readonly id: string; readonly name: string };
  readonly reference: string;
  readonly version: number;
  readonly issuedAt: string;
  readonly councilPersonId: string | null;
  readonly serviceType: string;
  readonly weeklyWorkerMinutes: number;
  /** Null for a place in a home, which is bought by the week. */
  readonly hourlyRatePence: number | null;
  readonly weeklyPricePence: number;
  readonly startDate: string;
  /** The first day on which this version is in force: it supersedes the one before from then on. (AWRD-04) */
  readonly effectiveFrom: string;
  readonly lengthOfStayNights: number | null;
  readonly provider: { readonly id: string; readonly name: string } | null;
  readonly placement: {
    readonly reference: string;
    readonly packageReference: string;
    readonly lasLineId: string | null;
  } | null;
}

/** For the case system: every value under its name, money in pence, lengths in minutes. */
export function ipoJson(ipo: CollectedIpo): string {
  return `${JSON.stringify({ document: 'IPO', ...ipo, council: ipo.council.id }, null, 2)}\n`;
}

/** For people: one page, encrypted (AES-256), which the password opens and nothing changes. */
export function ipoPdf(ipo: CollectedIpo, password: string): Promise<Buffer> {
  const pdf = new PDFDocument({
    size: 'A4',
    margin: 56,
    lang: 'en-GB',
    pdfVersion: '1.7ext3',
    userPassword: password,
    // Nobody's: whoever may open the document still may not change it.
    ownerPassword: randomBytes(24).toString('base64url'),
    permissions: { printing: 'highResolution', contentAccessibility: true },
    info: { Title: `${ipo.reference} version ${ipo.version}`, CreationDate: new Date(ipo.issuedAt) },
  });
  const written = new Promise<Buffer>((resolve, reject) => {
    const parts: Buffer[] = [];
    pdf.on('data', (part: Buffer) => parts.push(part));
    pdf.on('end', () => resolve(Buffer.concat(parts)));
    pdf.on('error', reject);
  });
  pdf.font('Helvetica-Bold').fontSize(18).text(`Order ${ipo.reference}, version ${ipo.version}`);
  pdf.moveDown();
  for (const [name, value] of ipoLines(ipo)) {
    pdf.font('Helvetica-Bold').fontSize(10).text(name);
    pdf.font('Helvetica').fontSize(12).text(value);
    pdf.moveDown(0.5);
  }
  pdf.end();
  return written;
}

/** What an order says to people, line by line: of a place in a home the week, the admission and the nights. [AWRD-03] */
export function ipoLines(ipo: CollectedIpo): ReadonlyArray<readonly [name: string, value: string]> {
  const hours = Math.floor(ipo.weeklyWorkerMinutes / 60);
  const minutes = ipo.weeklyWorkerMinutes % 60;
  return [
    ['Council', ipo.council.name],
    ['Provider', ipo.provider?.name ?? ''],
    ["Person, by the council's id", ipo.councilPersonId ?? ''],
    ['Placement', `${ipo.placement?.reference ?? ''}, package ${ipo.placement?.packageReference ?? ''}`],
    ['Service line on LAS', ipo.placement?.lasLineId ?? ''],
    ['Service', ipo.serviceType],
    ...(ipo.hourlyRatePence === null
      ? []
      : [
          ['Worker hours a week', minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`] as const,
          ['Rate an hour', pounds(ipo.hourlyRatePence)] as const,
        ]),
    ['Price a week', pounds(ipo.weeklyPricePence)],
    [ipo.hourlyRatePence === null ? 'Admission' : 'Start', ipo.startDate],
    ['In force from', ipo.effectiveFrom],
    ...(ipo.lengthOfStayNights === null ? [] : [['Nights', String(ipo.lengthOfStayNights)] as const]),
    ['Issued', ipo.issuedAt],
  ];
}

function pounds(pence: number): string {
  return `£${Math.floor(pence / 100)}.${String(pence % 100).padStart(2, '0')}`;
}
