/**
 * Acts that take rows by the thousand. Such an act is a mutation like any other, and may be sent more at once than
 * others; beside it, its rows may be sent as a stream without end: `POST <path>`, one row a line.
 */
export interface RowStream {
  /** The mutation. Its input has the lists of rows, and its payload answers `rows` and `refusals`. */
  readonly act: string;
  /** The document by which it is asked. */
  readonly document: string;
  /** Parameters of the URL that become fields of the input. */
  readonly parameters: readonly string[];
  /** What a line says it is, and the list of the input that it belongs to. */
  readonly lists: Readonly<Record<string, string>>;
  /** Rule of the catalogue by which a line that is no row is rejected. */
  readonly rule: string;
}

export const ROW_STREAMS: Readonly<Record<string, RowStream>> = {
  '/visits': {
    act: 'recordVisits',
    document: /* GraphQL */ `
      mutation RecordVisits($input: RecordVisitsInput!) {
        recordVisits(input: $input) {
          rows {
            kind
            line
            externalId
            verdict
            refusal {
              rule
              code
              message
              field
            }
            warnings
            notices {
              rule
              code
              message
              field
            }
          }
          refusals {
            rule
            code
            message
            field
          }
        }
      }
    `,
    parameters: ['council', 'source'],
    lists: { PLAN: 'plans', LOG: 'logs' },
    rule: 'DEL-20',
  },
};
