import { randomUUID } from 'node:crypto';
import type { FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import type { Caller } from '../kernel/identity/caller.js';
import type { Logger } from '../kernel/values/logging.js';
import { errorsIn, type FaultCode, presentable } from './faults.js';
import type { Gateway } from './gateway.js';
import type { GraphQLRequest } from './graphql-request.js';
import type { Session } from './identity.js';
import type { Admission, Admitted } from './limits/admission.js';
import type { Allowance } from './limits/allowance.js';
import type { KnownDocuments } from './limits/known-documents.js';
import { sessionEnded } from './unauthenticated.js';

/** What becomes of one operation, whichever transport brought it. */
export interface Operations {
  /** Valid, within limits and paid for. @throws Fault or Faults */
  admit(request: GraphQLRequest, session: Session): Paid;
  /** Answers a query or a mutation. Never rejects. */
  execute(paid: Paid, session: Session, requestId?: string): Promise<FormattedExecutionResult>;
  /** What was thrown, as clients see it. */
  present(thrown: unknown, requestId?: string): GraphQLFormattedError[];
}

export interface Paid extends Admitted {
  /** For the answer's `extensions.cost`. */
  readonly bill: Readonly<Record<string, number>>;
}

const COST_OF_JUDGING = 1;
const COST_OF_A_BAD_DOCUMENT = 500;
const BAD_DOCUMENT: ReadonlySet<unknown> = new Set<FaultCode>([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'TOO_LARGE',
  'TOO_DEEP',
  'TOO_COMPLEX',
]);

export function createOperations(parts: {
  readonly gateway: Gateway;
  readonly admission: Admission;
  readonly documents: KnownDocuments;
  readonly allowance: Allowance;
  readonly log: Logger;
}): Operations {
  const { gateway, admission, documents, allowance, log } = parts;
  const present: Operations['present'] = (thrown, requestId = randomUUID()) =>
    errorsIn(thrown).map((each) => presentable(each, requestId, log));

  /** Reading a bad document is work that no answer pays for. */
  function judged(admit: () => Admitted, caller: Caller): Admitted {
    try {
      return admit();
    } catch (thrown) {
      const [error] = errorsIn(thrown);
      if (BAD_DOCUMENT.has(error?.extensions.code)) allowance.charge(caller, COST_OF_A_BAD_DOCUMENT);
      throw thrown;
    }
  }

  return {
    present,
    admit(request, session) {
      const ended = session.ended();
      if (ended) throw sessionEnded(ended);
      const { caller } = session;
      allowance.spend(caller, COST_OF_JUDGING);
      const found = documents.find(request);
      const admitted = judged(() => admission(found, caller), caller);
      const { available, restoredPerSecond } = allowance.spend(caller, admitted.cost - COST_OF_JUDGING);
      documents.keep(found, admitted.document);
      return { ...admitted, bill: { requested: admitted.cost, available, restoredPerSecond } };
    },
    async execute(paid, { caller }, requestId = randomUUID()) {
      const { document, operation, operationName, variables, introspection, bill } = paid;
      let finished = () => {};
      try {
        finished = allowance.begin(caller, operation.operation === 'mutation' ? 'mutation' : 'query');
        const { data, errors } = await gateway.execute({ document, operationName, variables, caller, introspection });
        const extensions = { cost: bill };
        if (!errors?.length) return { data, extensions };
        return { data, errors: errors.map((each) => presentable(each, requestId, log)), extensions };
      } catch (thrown) {
        return { errors: present(thrown, requestId) };
      } finally {
        finished();
      }
    },
  };
}
