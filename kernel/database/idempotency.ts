import { contentHash } from '../values/content-hash.js';
import { inputLimitRefusals } from '../values/input-limits.js';
import { RefusedError, refuse, unlessRefused } from '../values/refusal.js';
import type { Transaction } from './work.js';

/** An act as its client sent it. */
interface Request {
  readonly act: string;
  readonly key: string;
  readonly input: unknown;
  /** Of each list of the input, for an act that takes rows. */
  readonly mostEntries?: number;
  /** Input that the act judges row by row, by bounds of its own: one row at fault does not refuse the others. */
  readonly judged?: Readonly<Record<string, unknown>>;
}

/**
 * Takes effect once per organisation, act and key: a machine that retries gets the first answer again; the same key
 * with another input is refused. The key is kept in the change's own transaction, so an answer that is lost on its way
 * can be asked for again. A refused act keeps nothing, and may be tried again.
 *
 * Every act comes by here, so this is also where its input is held to the bounds of what a client writes. [IDG-27]
 *
 * @param reload finds the first result by its id when the key was seen before
 */
export async function once<T extends { id: string }>(
  transaction: Transaction,
  request: Request,
  run: () => Promise<T>,
  reload: (id: string) => Promise<T>,
): Promise<T> {
  const { em, caller, db } = transaction;
  unlessRefused(
    request.key.length < 8 || request.key.length > 200
      ? keyRefusal('IDEMPOTENCY_KEY_LENGTH', 'An idempotency key has 8 to 200 characters.')
      : inputLimitRefusals(request.key, KEY),
    inputLimitRefusals(request.input, 'input', request.mostEntries),
  );
  const hash = contentHash(request.judged ? { ...(request.input as object), ...request.judged } : request.input);
  const scope = [caller.organisation, request.act, request.key];
  // The insert waits for a twin still in flight, so of two parallel sends one acts and the other reads its answer.
  // Its time is not the command's `now()`, which is yet to be read: under the locks that `run` takes.
  const inserted = await em.execute(
    `insert into ${db.subgraph}.idempotency (organisation, act, key, input_hash, result_id, at)
     values (?, ?, ?, ?, '', platform.now()) on conflict do nothing returning key`,
    [...scope, hash],
  );
  if (inserted.length === 0) {
    const [seen] = (await em.execute(
      `select input_hash, result_id from ${db.subgraph}.idempotency where organisation = ? and act = ? and key = ?`,
      scope,
    )) as Array<{ input_hash: string; result_id: string }>;
    if (seen!.input_hash !== hash) {
      throw new RefusedError([
        keyRefusal(
          'IDEMPOTENCY_KEY_REUSED',
          'This idempotency key was used with another input; use a new key for a new act.',
        ),
      ]);
    }
    return reload(seen!.result_id);
  }
  const result = await run();
  await em.flush();
  await em.execute(
    `update ${db.subgraph}.idempotency set result_id = ? where organisation = ? and act = ? and key = ?`,
    [result.id, ...scope],
    { method: 'run' },
  );
  return result;
}

const KEY = 'input.idempotencyKey';

function keyRefusal(code: string, message: string) {
  return refuse('IDG-27', code, message, KEY);
}
