import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
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
  /**
   * Valid, within limits and paid for. A client that asks faster than it may is told so late, and what it sends is not
   * read while it has nothing to pay with: it must not keep the hub busy with refusing it.
   *
   * @param read reads what is asked, only if it is to be judged
   * @throws Fault or Faults
   */
  admit(read: () => GraphQLRequest | Promise<GraphQLRequest>, session: Session): Promise<Paid>;
  /**
   * Answers a query or a mutation. Never rejects.
   *
   * @param givenUp comes when nobody waits for the answer any more. A query is then ended; an act that was sent is done
   *   all the same, for whoever sent an offer at the last moment and lost the line has sent it.
   */
  execute(paid: Paid, session: Session, requestId?: string, givenUp?: AbortSignal): Promise<FormattedExecutionResult>;
  /** What was thrown, as clients see it. */
  present(thrown: unknown, requestId?: string): GraphQLFormattedError[];
}

export interface Paid extends Admitted {
  /** For the answer's `extensions.cost`. */
  readonly bill: Readonly<Record<string, number>>;
}

const COST_OF_JUDGING = 1;
const COST_OF_A_BAD_DOCUMENT = 500;
/** To read and to parse so many bytes costs a point. */
const BYTES_A_POINT = 2048;
/** In this time every client has earned more than a refusal costs. */
const TOLD_LATE_MS = 1000;
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
    async admit(read, session) {
      const ended = session.ended();
      if (ended) throw sessionEnded(ended);
      const { caller } = session;
      const judgedIt = allowance.ask(caller);
      try {
        allowance.spend(caller, COST_OF_JUDGING);
        const request = await read();
        const costOfReading = Math.floor(request.bytes / BYTES_A_POINT);
        if (costOfReading > 0) allowance.charge(caller, costOfReading);
        const found = documents.find(request);
        const admitted = judged(() => admission(found, caller), caller);
        const { available, restoredPerSecond } = allowance.spend(caller, admitted.cost - COST_OF_JUDGING);
        documents.keep(found, admitted.document);
        return { ...admitted, bill: { requested: admitted.cost, available, restoredPerSecond } };
      } catch (thrown) {
        const { code, cost } = errorsIn(thrown)[0]?.extensions ?? {};
        if (code === 'THROTTLED' && cost !== undefined) await sleep(TOLD_LATE_MS, undefined, { ref: false });
        throw thrown;
      } finally {
        judgedIt();
      }
    },
    async execute(paid, { caller }, requestId = randomUUID(), givenUp = undefined) {
      const { document, operation, operationName, variables, introspection, bill } = paid;
      let finished = () => {};
      try {
        const isAct = operation.operation === 'mutation';
        finished = allowance.begin(caller, isAct ? 'mutation' : 'query');
        const { data, errors } = await gateway.execute({
          ...{ document, operationName, variables, caller, introspection },
          givenUp: isAct ? undefined : givenUp,
        });
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
