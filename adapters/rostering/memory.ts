import { z } from 'zod';
import { readOwn, writeWhole } from '../write-whole.js';

/**
 * What must survive a restart, in one file that is replaced whole: how far the feed was read, what was answered, what
 * was won. An answer is written down before it is sent, so that after a crash the very same is sent again under the
 * same key, and counts once.
 */
const bands = z.partialRecord(z.enum(['MORNING', 'LUNCH', 'TEA', 'BED', 'NIGHT']), z.number());

const contentSchema = z.object({
  startDate: z.string(),
  startTime: z.string(),
  deliveryStatement: z.string(),
  doubleHanded: z.boolean(),
  timeCritical: z.boolean(),
  skills: z.array(z.string()),
});

const answerSchema = z.object({
  /** Of the advert answered. */
  reference: z.string(),
  council: z.string(),
  patch: z.string(),
  stage: z.string(),
  version: z.number(),
  /** The operation, by its name in schema/operations, and its input. */
  operation: z.enum(['submit-bid', 'submit-offer', 'decline-invitation', 'reconfirm-bid', 'withdraw-bid']),
  input: z.record(z.string(), z.unknown()),
  minutes: bands,
  /** Of a bid that stands: what it says. */
  content: contentSchema.optional(),
  /** Of a bid taken back: what is said in its place. */
  instead: z
    .union([
      z.object({ bid: contentSchema, minutes: bands }),
      z.object({ decline: z.enum(['CAPACITY', 'SKILL', 'PREFERENCES']) }),
    ])
    .optional(),
  /**
   * DECIDED: written down, perhaps not sent. BID: stands with the hub. OVER: declined, withdrawn, refused or lost, and
   * nothing more to be done about this stage and version. WON: ours.
   */
  standing: z.enum(['DECIDED', 'BID', 'OVER', 'WON']),
  at: z.string(),
});
export type Answer = z.infer<typeof answerSchema>;

const memorySchema = z.object({
  /** After which the feed goes on; 0 is its beginning. */
  cursor: z.string().default('0'),
  /** Cursors of events that the hub could not show: they are asked for again. */
  unshown: z.array(z.string()).default([]),
  /** The last answer to each call-off. */
  answers: z.record(z.string(), answerSchema).default({}),
  /** First calls that were confirmed and are still to be reported, by placement. */
  firstCalls: z.record(z.string(), z.object({ reference: z.string(), at: z.string() })).default({}),
});
export type Memory = z.infer<typeof memorySchema>;

const KEPT_MS = 60 * 24 * 3600 * 1000;

export async function remember(path: string): Promise<Memory> {
  let text: string;
  try {
    text = await readOwn(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return memorySchema.parse({});
  }
  // Anything else than what we wrote: beginning again from nothing would answer everything twice.
  return memorySchema.parse(JSON.parse(text));
}

/** Writes it all down. Answers of call-offs that are long over are forgotten. */
export async function writeDown(path: string, memory: Memory, now: Date): Promise<void> {
  for (const [id, { standing, at }] of Object.entries(memory.answers)) {
    if (standing === 'OVER' && now.getTime() - new Date(at).getTime() > KEPT_MS) delete memory.answers[id];
  }
  await writeWhole(path, `${JSON.stringify(memory, null, 2)}\n`);
}
