/**
 * What may be read as one table of comma-separated values, however many rows it has: `GET <path>?from=…&to=…`. The rows
 * are those of a query like any other, which is asked a day at a time and a page at a time.
 */
export interface Table {
  /** The root field that answers pages of rows. */
  readonly field: string;
  /** The document by which it is asked; `$from` and `$to` are one day, `$after` the cursor of the page before. */
  readonly document: string;
  /** Parameters of the URL, beside the days, that become variables of the document. */
  readonly parameters: readonly string[];
  /** The longest span of days. */
  readonly mostDays: number;
  /** The columns in their order, and where in a row each is found. */
  readonly columns: Readonly<Record<string, string>>;
}

export const TABLES: Readonly<Record<string, Table>> = {
  '/reconciliation.csv': {
    field: 'reconciliation',
    document: /* GraphQL */ `
      query Reconciliation(
        $from: LocalDate!
        $to: LocalDate!
        $provider: ID
        $council: ID
        $placement: ID
        $after: String
      ) {
        reconciliation(
          from: $from
          to: $to
          provider: $provider
          council: $council
          placement: $placement
          first: 100
          after: $after
        ) {
          edges {
            node {
              day
              placement {
                id
              }
              visit {
                id
              }
              invoice {
                number
              }
              commissionedMinutes
              plannedMinutes
              loggedMinutes
              payableMinutes
              payablePence
              approvedMinutes
              approvedPence
              invoicedMinutes
              invoicedPence
              status
              differences
              reasons
            }
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
      }
    `,
    parameters: ['provider', 'council', 'placement'],
    mostDays: 366,
    columns: {
      day: 'day',
      placement: 'placement.id',
      visit: 'visit.id',
      invoice: 'invoice.number',
      commissionedMinutes: 'commissionedMinutes',
      plannedMinutes: 'plannedMinutes',
      loggedMinutes: 'loggedMinutes',
      payableMinutes: 'payableMinutes',
      payablePence: 'payablePence',
      approvedMinutes: 'approvedMinutes',
      approvedPence: 'approvedPence',
      invoicedMinutes: 'invoicedMinutes',
      invoicedPence: 'invoicedPence',
      status: 'status',
      differences: 'differences',
      reasons: 'reasons',
    },
  },
};
