import { createHash } from 'node:crypto';
import { type DocumentNode, Kind, visit } from 'graphql';
import { Recent } from '../../kernel/values/recent.js';
import { Fault } from '../faults.js';
import type { GraphQLRequest } from '../graphql-request.js';
import type { RequestWithDocument } from './admission.js';

/**
 * Documents that clients may name by their hash, as those of Apollo and urql do: the hash alone first, and after
 * `PERSISTED_QUERY_NOT_FOUND` the hash with the document, which this process then knows.
 *
 * What one client sent another may name, so no document is kept that holds a text, a long number or a comment: whether
 * somebody has asked about this very person must not be seen from what is known here. Such values belong in variables.
 */
export interface KnownDocuments {
  /** The request with its document. @throws Fault if the document is not known, or is not the one of its hash */
  find(request: GraphQLRequest): RequestWithDocument;
  /** Keeps a document that was admitted, if its client sent its hash. */
  keep(request: RequestWithDocument, document: DocumentNode): void;
}

const KEPT_TEXT = 2 * 1024 * 1024;

/** @param trusted documents known from the start, and never forgotten */
export function createKnownDocuments(trusted: readonly string[] = []): KnownDocuments {
  const always = new Map(trusted.map((query) => [hashOf(query), query]));
  const kept = new Recent<string, string>(KEPT_TEXT, (_, query) => query.length);
  return {
    find(request) {
      const { query, hash } = request;
      if (query !== undefined) {
        if (hash !== undefined && hashOf(query) !== hash) {
          throw new Fault('BAD_REQUEST', '`sha256Hash` is not the hash of this document.');
        }
        return { ...request, query };
      }
      const known = always.get(hash!) ?? kept.get(hash!);
      // Word for word what those clients look for.
      if (known === undefined) throw new Fault('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound');
      return { ...request, query: known, bytes: request.bytes + known.length };
    },
    keep({ hash, query }, document) {
      if (hash === undefined || always.has(hash) || kept.get(hash) !== undefined || holdsValues(query, document))
        return;
      kept.set(hash, query);
    },
  };
}

function hashOf(query: string): string {
  return createHash('sha256').update(query).digest('hex');
}

/** As many digits as the size of a page has. */
const LONGEST_NUMBER = 3;

/** Whether it says anything about anybody: texts, the reasons of directives among them, numbers and comments. */
function holdsValues(query: string, document: DocumentNode): boolean {
  let found = false;
  const isLong = ({ value }: { readonly value: string }) => {
    found ||= value.length > LONGEST_NUMBER;
  };
  visit(document, {
    [Kind.STRING]() {
      found = true;
    },
    [Kind.INT]: isLong,
    [Kind.FLOAT]: isLong,
  });
  // Outside a text this sign begins a comment.
  return found || query.includes('#');
}
