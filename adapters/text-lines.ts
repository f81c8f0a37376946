/** A line of a text, from 1. */
export interface TextLine {
  readonly line: number;
  /** Its first letters where it has too many. */
  readonly text: string;
  readonly isTooLong: boolean;
  /** False for the last, if no end of line follows it. */
  readonly isEnded: boolean;
}

/** No row of anything is longer. */
const MOST_LETTERS = 1024 * 1024;

/** The lines of a text that comes piece by piece; of a line without an end no more is kept than a row may have. */
export async function* linesOf(pieces: AsyncIterable<string>): AsyncGenerator<TextLine> {
  let line = 1;
  let text = '';
  let isTooLong = false;
  let endsWithReturn = false;
  const keep = (part: string) => {
    isTooLong ||= text.length + part.length > MOST_LETTERS;
    text = (text + part).slice(0, MOST_LETTERS);
  };
  for await (let piece of pieces) {
    if (piece === '') continue;
    // The two letters of one end of line may come in two pieces.
    if (endsWithReturn && piece.startsWith('\n')) piece = piece.slice(1);
    endsWithReturn = piece.endsWith('\r');
    const parts = piece.split(/\r\n|\r|\n/);
    const rest = parts.pop()!;
    for (const part of parts) {
      keep(part);
      yield { line, text, isTooLong, isEnded: true };
      line += 1;
      [text, isTooLong] = ['', false];
    }
    keep(rest);
  }
  if (text !== '') yield { line, text, isTooLong, isEnded: false };
}
