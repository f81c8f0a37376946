import { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import { together } from '../../../gateway/live/outlet.js';
import { writeFrame } from '../../../gateway/sockets/frames.js';

/** What a client of another hand makes of the frames that are written around shared bytes. */
async function sentAndReceived(write: (wire: Duplex) => void, count: number): Promise<string[]> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  const got: string[] = [];
  const done = new Promise<void>((resolve, reject) => {
    server.on('connection', (socket, request) => {
      socket.on('error', reject);
      write(request.socket);
      socket.send('the end');
    });
    const client = new WebSocket(`ws://127.0.0.1:${(server.address() as { port: number }).port}`);
    client.on('error', reject);
    client.on('message', (data) => {
      got.push(String(data));
      if (got.length === count + 1) client.close();
    });
    client.on('close', () => resolve());
  });
  await done;
  await new Promise((resolve) => server.close(resolve));
  return got;
}

describe('a frame around shared bytes', () => {
  // Around the lengths at which a header grows, and the one from which nothing is copied.
  const LENGTHS = [
    0, 1, 100, 123, 124, 125, 126, 127, 1000, 16_381, 16_384, 16_385, 65_533, 65_534, 65_535, 65_536, 300_000,
  ];
  const before = Buffer.from('{"');
  const shared = (length: number) => Buffer.from('é'.repeat(length / 2).padEnd(length - (length >> 1), 'x'));

  const writeAll = (wire: Duplex) => {
    for (const length of LENGTHS) writeFrame(wire, before, shared(length));
  };

  it('NFR-06: is read as one text, whatever its length, one after the other', async () => {
    const got = await sentAndReceived(writeAll, LENGTHS.length);
    expect(got).toEqual([...LENGTHS.map((length) => `{"${shared(length)}`), 'the end']);
  });

  it('NFR-06: is read as one text when several are written together', async () => {
    const got = await sentAndReceived((wire) => together(wire, () => writeAll(wire)), LENGTHS.length);
    expect(got).toEqual([...LENGTHS.map((length) => `{"${shared(length)}`), 'the end']);
  });

  it('NFR-06: that has to wait waits as the bytes that all share, not as a copy of them', () => {
    const written: Buffer[] = [];
    let free = () => {};
    const wire = new Duplex({
      read() {},
      write(chunk, _, done) {
        written.push(chunk);
        free = done;
      },
    });
    const bytes = Buffer.alloc(1000, 'x');
    for (let nth = 0; nth < 3; nth++) writeFrame(wire, before, bytes);
    // The first has gone out, as one piece; the others are taken one after the other as the wire frees itself.
    expect(written).toHaveLength(1);
    for (let nth = 0; nth < 4; nth++) free();
    expect(written.map(({ length }) => length)).toEqual([1006, 6, 1000, 6, 1000]);
    expect(written[2]).toBe(bytes);
    expect(written[4]).toBe(bytes);
  });
});
