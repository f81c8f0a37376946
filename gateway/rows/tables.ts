import type { IncomingMessage, ServerResponse } from 'node:http';
import { addLocalDays, daysBetween, isLocalDate } from '../../kernel/time/working-time.js';
import type { Table } from '../../schema/tables.js';
import { Fault } from '../faults.js';
import type { Session } from '../identity.js';
import type { Allowance } from '../limits/allowance.js';
import type { Operations } from '../operations.js';
import { askPatiently } from './ask-patiently.js';
import { sendAtPace } from './send-at-pace.js';

export type Tables = Readonly<Record<string, Table>>;

export interface TableAnswers {
  /** Answers a table, row by row. @throws Fault while nothing has been written */
  answer(
    table: Table,
    session: Session,
    request: IncomingMessage,
    response: ServerResponse,
    requestId: string,
  ): Promise<void>;
}

/** A page of rows, as the query answers it. */
interface Page {
  readonly edges: ReadonlyArray<{ readonly node: unknown }>;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

const CSV = { 'content-type': 'text/csv; charset=utf-8; header=present', 'cache-control': 'no-store' };

/**
 * Rows out as comma-separated values, at the pace at which they are taken: no more than one page is ever held, however
 * long the table. Each page is a query like any other, asked through the same door. A table that cannot be read to its end
 * is cut off, so that half of it is never taken for the whole.
 */
export function createTables(parts: { readonly operations: Operations; readonly allowance: Allowance }): TableAnswers {
  const { operations, allowance } = parts;

  return {
    async answer(table, session, request, response, requestId) {
      const { from, to, ...variables } = parametersOf(table, request);
      const { document, field, columns } = table;
      const done = allowance.open(session.caller);
      const page = (day: string, after: string | null) => {
        const asking = {
          document,
          field,
          bytes: document.length,
          variables: { ...variables, from: day, to: day, after },
        };
        return askPatiently<Page>(operations, session, requestId, asking);
      };
      try {
        let head = `${Object.keys(columns).join(',')}\r\n`;
        for (let day = from; day <= to; day = addLocalDays(day, 1)) {
          let after: string | null = null;
          do {
            const rows: Page | null = await page(day, after);
            if (!rows) throw new Fault('BAD_USER_INPUT', 'There is nothing of this that is yours to read.');
            const text = rows.edges.map(({ node }) => rowOf(node, Object.values(columns))).join('');
            await sendAtPace(response, CSV, head + text);
            head = '';
            after = rows.pageInfo.hasNextPage ? rows.pageInfo.endCursor : null;
          } while (after !== null);
        }
        response.end();
      } catch (thrown) {
        if (!response.headersSent) throw thrown;
        response.destroy();
      } finally {
        done();
      }
    },
  };
}

function parametersOf({ parameters, mostDays }: Table, request: IncomingMessage) {
  if (request.method !== 'GET') throw new Fault('BAD_REQUEST', 'Read a table by GET.');
  const query = new URLSearchParams(request.url!.split('?')[1]);
  const from = query.get('from') ?? '';
  const to = query.get('to') ?? '';
  if (!isLocalDate(from) || !isLocalDate(to) || daysBetween(from, to) < 0 || daysBetween(from, to) >= mostDays) {
    throw new Fault('BAD_REQUEST', `The URL names from and to as YYYY-MM-DD, ${mostDays} days at most.`);
  }
  const given = parameters.flatMap((name) => (query.get(name) ? [[name, query.get(name)!] as const] : []));
  return { from, to, ...Object.fromEntries(given) };
}

function rowOf(node: unknown, columns: readonly string[]): string {
  return `${columns.map((path) => cellOf(valueAt(node, path))).join(',')}\r\n`;
}

function valueAt(node: unknown, path: string): unknown {
  return path.split('.').reduce((value, name) => (value as Record<string, unknown> | null)?.[name] ?? null, node);
}

/**
 * A value as RFC 4180 writes it; a list with spaces between. A text that a spreadsheet would take for a formula begins with
 * an apostrophe.
 */
function cellOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = Array.isArray(value) ? value.join(' ') : String(value);
  const plain = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
