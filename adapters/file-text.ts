/**
 * The text of an exported file. A file is first looked through, so that nothing of it is taken while its letters are in
 * doubt, and then read piece by piece, whatever its size.
 */

export const ENCODINGS = ['utf-8', 'windows-1252', 'utf-16'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** The bytes of a file from its beginning, each time it is called. */
export type Bytes = () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** Why a whole file is not read. Names columns that a mapping reads and places at most, never what is in a cell. */
export class FileFaultError extends Error {
  constructor(
    readonly code: string,
    readonly fix: string,
  ) {
    super(fix);
  }
}

/** What is known of a file once it has been looked through. */
export interface LookedThrough {
  /** The decoder that reads it. */
  readonly decoder: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
  readonly isEmpty: boolean;
  /** Whether its last line ends. */
  readonly endsLine: boolean;
  /** Its first letters: enough to find the header. */
  readonly head: string;
}

const HEAD_LETTERS = 256 * 1024;

/**
 * Looks through a file from beginning to end. A byte-order mark says by itself how the file is written; without one it is
 * read as `said`, and refused as soon as there is a sign that it is written otherwise: wrong names and addresses would
 * be noticed by nobody.
 *
 * @param seen called with the bytes of each piece
 * @throws FileFaultError
 */
export async function lookThrough(
  bytes: Bytes,
  said: Encoding,
  seen: (piece: Uint8Array) => void = () => {},
): Promise<LookedThrough> {
  let reading: Reading | undefined;
  for await (const piece of bytes()) {
    seen(piece);
    if (piece.length === 0) continue;
    reading ??= new Reading(markOf(piece), said);
    reading.take(piece);
  }
  return (reading ?? new Reading(undefined, said)).end();
}

/** The letters of a file that was looked through, piece by piece. */
export async function* textOf(
  bytes: Bytes,
  { decoder: label }: Pick<LookedThrough, 'decoder'>,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(label);
  for await (const piece of bytes()) yield decoder.decode(piece, { stream: true });
  yield decoder.decode();
}

type Mark = 'utf-8' | 'utf-16le' | 'utf-16be';
const MARKS: ReadonlyArray<readonly [Mark, readonly number[]]> = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

function markOf(piece: Uint8Array): Mark | undefined {
  return MARKS.find(([, mark]) => mark.every((byte, nth) => piece[nth] === byte))?.[0];
}

/** The five bytes that windows-1252 gives no character. */
const UNUSED_1252 = [0x81, 0x8d, 0x8f, 0x90, 0x9d];

/** A file while it is looked through. */
class Reading {
  private readonly label: LookedThrough['decoder'];
  private readonly decoder: TextDecoder;
  /** Of a file that is said to be windows-1252: it reads as UTF-8 as long as it is. */
  private utf8: TextDecoder | undefined;
  private hasHighBytes = false;
  private hasUnusedBytes = false;
  private head = '';
  private last = '';

  constructor(mark: Mark | undefined, said: Encoding) {
    this.label = mark ?? (said === 'utf-16' ? 'utf-16le' : said);
    this.decoder = new TextDecoder(this.label, { fatal: true });
    if (this.label === 'windows-1252') this.utf8 = new TextDecoder('utf-8', { fatal: true });
  }

  take(piece: Uint8Array): void {
    if (!this.label.startsWith('utf-16') && piece.includes(0)) throw notText();
    if (this.label === 'windows-1252') this.look1252(piece);
    this.keep(this.decode(piece));
  }

  end(): LookedThrough {
    this.keep(this.decode());
    if (this.utf8 && this.hasHighBytes && decodes(this.utf8)) {
      throw new FileFaultError('ENCODING_IS_UTF_8', 'The file is UTF-8: say so, or export it as windows-1252.');
    }
    if (this.hasUnusedBytes) {
      throw new FileFaultError('NOT_WINDOWS_1252', 'The file is not windows-1252: name the encoding that it has.');
    }
    return {
      decoder: this.label,
      isEmpty: this.last === '',
      endsLine: this.last === '\n' || this.last === '\r',
      head: this.head,
    };
  }

  private decode(piece?: Uint8Array): string {
    try {
      return piece ? this.decoder.decode(piece, { stream: true }) : this.decoder.decode();
    } catch {
      throw this.label.startsWith('utf-16')
        ? new FileFaultError('NOT_UTF_16', 'The file is said to be UTF-16 and is not: export it as UTF-8.')
        : new FileFaultError(
            'NOT_UTF_8',
            'The file is not UTF-8 (it may be windows-1252): export it as UTF-8, or name its encoding.',
          );
    }
  }

  private look1252(piece: Uint8Array): void {
    this.hasHighBytes ||= piece.some((byte) => byte > 0x7f);
    this.hasUnusedBytes ||= UNUSED_1252.some((byte) => piece.includes(byte));
    if (this.utf8 && !decodes(this.utf8, piece)) this.utf8 = undefined;
  }

  private keep(text: string): void {
    if (text === '') return;
    if (text.includes('\0')) throw notText();
    if (this.head.length < HEAD_LETTERS) this.head += text.slice(0, HEAD_LETTERS - this.head.length);
    this.last = text.at(-1)!;
  }
}

function decodes(decoder: TextDecoder, piece?: Uint8Array): boolean {
  try {
    decoder.decode(piece, { stream: piece !== undefined });
    return true;
  } catch {
    return false;
  }
}

function notText(): FileFaultError {
  return new FileFaultError(
    'NOT_TEXT',
    'The file holds NUL bytes: it is no text, or UTF-16 without its mark. Export it as UTF-8 text.',
  );
}
