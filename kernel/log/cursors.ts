import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';

/**
 * Places in the event log, as clients are shown them. The log's own numbers are dense: two of them would tell a client
 * how much happened in between that was not for it. So a cursor is the number enciphered, one AES block, under a key
 * that a hub makes once and keeps beside its log: the same for every process and for ever. [IDG-23]
 */
export interface Cursors {
  show(seq: number): string;
  /** Null for what this hub has never given out. */
  read(cursor: string): number | null;
}

/** From the beginning of the log: what a client says that has no cursor yet. */
export const BEGINNING = '0';

export function cursorsUnder(secret: string): Cursors {
  const key = createHash('sha256').update(secret).digest().subarray(0, 16);
  return {
    show(seq) {
      if (seq === 0) return BEGINNING;
      // The other half is zeros, so that a made-up cursor is known for one.
      const block = Buffer.alloc(16);
      block.writeBigUInt64BE(BigInt(seq), 8);
      return createCipheriv('aes-128-ecb', key, null).setAutoPadding(false).update(block).toString('base64url');
    },
    read(cursor) {
      if (cursor === BEGINNING) return 0;
      if (!/^[\w-]{22}$/.test(cursor)) return null;
      const enciphered = Buffer.from(cursor, 'base64url');
      // Its last two bits say nothing: written otherwise it is not as we gave it.
      if (enciphered.toString('base64url') !== cursor) return null;
      const block = createDecipheriv('aes-128-ecb', key, null).setAutoPadding(false).update(enciphered);
      const seq = block.readBigUInt64BE(8);
      return block.readBigUInt64BE(0) === 0n && seq <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(seq) : null;
    },
  };
}
