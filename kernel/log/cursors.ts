import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/**
 * Places in the event log, as clients are shown them. The log's own numbers are dense: two of them would tell a client
 * how much happened in between that was not for it. So a cursor is the number enciphered, one AES block, under a key
 * that a hub makes once and keeps beside its log: the same for every process and for ever. [IDG-23]
 */
export interface Cursors {
  show(seq: number): string;
  /**
   * The same place written in another way each time: two of them do not tell whether anything happened in between, and
   * so not whether a rival has just bid.
   */
  position(seq: number): string;
  /** The place of a cursor or of a position: where to resume after. Null for a text that this hub has never given out. */
  read(cursor: string): number | null;
  /**
   * The event whose cursor this is. Null for a position as well: what lies at the end of the log must not be asked for by
   * it, for the answer would tell when somebody else has acted.
   */
  readItem(cursor: string): number | null;
}

const SALT_AT = 4;
const SALT_BYTES = 4;

/** The beginning of the log: what a client without a cursor says. */
export const BEGINNING = '0';

export function cursorsUnder(secret: string): Cursors {
  const key = createHash('sha256').update(secret).digest().subarray(0, 16);
  const enciphered = (seq: number, salt: Buffer) => {
    // The first bytes are zeros, so that a made-up cursor is known for one.
    const block = Buffer.alloc(16);
    salt.copy(block, SALT_AT);
    block.writeBigUInt64BE(BigInt(seq), 8);
    return createCipheriv('aes-128-ecb', key, null).setAutoPadding(false).update(block).toString('base64url');
  };
  const deciphered = (cursor: string): { readonly seq: number; readonly isPosition: boolean } | null => {
    if (cursor === BEGINNING) return { seq: 0, isPosition: false };
    if (!/^[\w-]{22}$/.test(cursor)) return null;
    const written = Buffer.from(cursor, 'base64url');
    // Its last two bits say nothing: written otherwise it is not as we gave it.
    if (written.toString('base64url') !== cursor) return null;
    const block = createDecipheriv('aes-128-ecb', key, null).setAutoPadding(false).update(written);
    const seq = block.readBigUInt64BE(8);
    if (block.readUInt32BE(0) !== 0 || seq > BigInt(Number.MAX_SAFE_INTEGER)) return null;
    return { seq: Number(seq), isPosition: block.readUInt32BE(SALT_AT) !== 0 };
  };
  return {
    show: (seq) => (seq === 0 ? BEGINNING : enciphered(seq, Buffer.alloc(SALT_BYTES))),
    position: (seq) => enciphered(seq, saltOfPosition()),
    read: (cursor) => deciphered(cursor)?.seq ?? null,
    readItem(cursor) {
      const place = deciphered(cursor);
      return place && !place.isPosition ? place.seq : null;
    },
  };
}

/** Never zero, by which a cursor is known for that of an event. */
function saltOfPosition(): Buffer {
  const salt = randomBytes(SALT_BYTES);
  if (salt.readUInt32BE(0) === 0) salt.writeUInt32BE(1);
  return salt;
}
