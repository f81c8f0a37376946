import { setTimeout as sleep } from 'node:timers/promises';
import type { ExecutionResult } from 'graphql';
import type { Cursors } from '../../kernel/log/cursors.js';
import type { Logger } from '../../kernel/values/logging.js';
import { errorsIn, Fault, Faults, presentable } from '../faults.js';
import type { Gateway } from '../gateway.js';
import type { Group } from './group.js';
import { type Rendered, rendered } from './rendered.js';
import { Renderings } from './renderings.js';
import type { Told } from './tail.js';

/** Renders events for groups, by asking the owning subgraph once for each group. */
export interface Renderer {
  /** The event as this group is shown it, or null if the feed has no item of it. Never rejects. */
  render(group: Group, event: Told): Promise<Rendered | null>;
  /** Begins to render an event whose turn is soon. */
  prepare(group: Group, event: Told): void;
  /** What it is rendered as, if that is there already; undefined if it is not. */
  ready(group: Group, event: Told): Rendered | null | undefined;
  /** @throws Faults if a query of this class would be refused */
  admit(asking: Asking): Promise<void>;
  /** Executions since the start. */
  executions(): number;
  /** Asks nothing again; resolves once nothing is being asked. */
  stop(): Promise<void>;
}

type Asking = Pick<Group, 'plan' | 'view'>;

const RETRY_MS = [200, 500, 1500];
const REFUSING: ReadonlySet<unknown> = new Set(['FORBIDDEN', 'UNAUTHENTICATED', 'BAD_USER_INPUT']);

export function createRenderer(parts: {
  readonly gateway: Gateway;
  readonly cursors: Cursors;
  readonly log: Logger;
}): Renderer {
  const { gateway, cursors, log } = parts;
  const renderings = new Renderings();
  const underWay = new Set<Promise<ExecutionResult>>();
  let executions = 0;
  let stopped = false;

  async function ask({ plan, view }: Asking, seq: number): Promise<ExecutionResult> {
    executions += 1;
    const { document, operationName, variablesAt } = plan;
    const variables = variablesAt(cursors.show(seq));
    const answer = gateway.execute({ document, operationName, variables, caller: view });
    underWay.add(answer);
    return answer.finally(() => underWay.delete(answer));
  }

  async function asked(group: Group, { seq }: Told): Promise<Rendered | null> {
    for (let attempt = 0; ; attempt++) {
      const result = await ask(group, seq);
      const item = result.data?.[group.plan.responseKey];
      if (!item && !result.errors?.length) return null;
      const pause = RETRY_MS[attempt];
      // A part of the item that could not be had is no reason to be late.
      if (item || pause === undefined || !result.errors?.some(isUnavailable)) return presented(group, seq, result);
      await sleep(pause, undefined, { ref: false });
      if (stopped) return presented(group, seq, result);
    }
  }

  /** An event that cannot be rendered is told as an error with its cursor: nothing is lost without a word. */
  function presented({ plan, view }: Asking, seq: number, result: ExecutionResult): Rendered {
    const { responseKey, feed } = plan;
    const cursor = cursors.show(seq);
    if (!result.errors?.length) return rendered({ data: result.data }, cursor);
    const requestId = `event-${cursor}`;
    const errors = result.errors.map((each) => presentable(each, requestId, log));
    if (result.data?.[responseKey]) return rendered({ data: result.data, errors }, cursor);
    const codes = errors.map((each) => each.extensions?.code);
    log.error({ seq, feed, role: view.role, codes }, 'event quarantined');
    return { ...rendered({ data: null, errors }, cursor), quarantined: true };
  }

  return {
    async render(group, event) {
      try {
        return await renderings.get(keyOf(group, event), () => asked(group, event));
      } catch (error) {
        // Our own mistake, for the gateway answers whatever happens. It must not stop the feed, nor the process.
        return presented(group, event.seq, { errors: errorsIn(error) });
      }
    },
    prepare(group, event) {
      renderings.get(keyOf(group, event), () => asked(group, event)).catch(() => {});
    },
    ready: (group, event) => renderings.ready(keyOf(group, event)),
    async admit(asking) {
      // There is no event 0: asking for it answers null, or says why this class may not ask.
      const { errors = [] } = await ask(asking, 0);
      const refusing = errors.filter(({ extensions }) => REFUSING.has(extensions.code));
      if (refusing.length === 0) return;
      throw new Faults(
        refusing.map((each) => new Fault(each.extensions.code as 'FORBIDDEN', each.message, each.extensions)),
      );
    },
    executions: () => executions,
    async stop() {
      stopped = true;
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
  };
}

function keyOf({ key }: Group, { seq }: Told): string {
  return `${key} ${seq}`;
}

function isUnavailable({ extensions }: { readonly extensions: Record<string, unknown> }): boolean {
  return extensions.code === 'SUBGRAPH_UNAVAILABLE';
}
