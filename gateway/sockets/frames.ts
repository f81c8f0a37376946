import type { Duplex } from 'node:stream';

/**
 * WebSocket text frames around bytes that many sockets share (RFC 6455, 5.2; a server's frames are not masked). The
 * `ws` library would be handed each message whole, and so a copy of it for every socket.
 *
 * To a connection that takes what is written the message goes as one copy, which is the system's at once. What has to
 * wait for its reader waits as a reference to the shared bytes: however many stand still, they hold them once.
 */
export function writeFrame(socket: Duplex, before: Buffer, shared: Buffer, taken?: () => void): void {
  const length = before.length + shared.length;
  const head = headerLength(length);
  const waits = socket.writableLength > 0 || length > COPIED_BYTES;
  const frame = Buffer.allocUnsafe(head + (waits ? before.length : length));
  writeHeader(frame, length);
  frame.set(before, head);
  if (!waits) {
    frame.set(shared, head + before.length);
    socket.write(frame, taken);
    return;
  }
  socket.cork();
  socket.write(frame);
  socket.write(shared, taken);
  socket.uncork();
}

/** Beyond it two writes cost less than a copy. */
const COPIED_BYTES = 16 * 1024;
const FINAL_TEXT = 0x81;

function headerLength(length: number): number {
  if (length < 126) return 2;
  return length < 0x10000 ? 4 : 10;
}

function writeHeader(frame: Buffer, length: number): void {
  frame[0] = FINAL_TEXT;
  if (length < 126) {
    frame[1] = length;
  } else if (length < 0x10000) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
}
