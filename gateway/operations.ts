import { randomUUID } from 'node:crypto';
import type { FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import type { Logger } from '../kernel/logging.js';
import type { Allowance } from './allowance.js';
import { errorsIn, Fault, presentable } from './faults.js';
import type { Gateway } from './gateway.js';
import type { Session } from './identity.js';
import type { Admission, Admitted, GraphQLRequest } from './limits.js';

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

export function createOperations(parts: {
  readonly gateway: Gateway;
  readonly admission: Admission;
  readonly allowance: Allowance;
  readonly log: Logger;
}): Operations {
  const { gateway, admission, allowance, log } = parts;
  const present: Operations['present'] = (thrown, requestId = randomUUID()) =>
    errorsIn(thrown).map((each) => presentable(each, requestId, log));

  return {
    present,
    admit(request, session) {
      if (session.ended()) throw new Fault('UNAUTHENTICATED', 'This session has ended. Connect with a new token.');
      const admitted = admission(request, session.caller);
      const { available, restoredPerSecond } = allowance.spend(session.caller, admitted.cost);
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
