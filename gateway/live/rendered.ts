import type { FormattedExecutionResult } from 'graphql';

/** One event as one view class is shown it: the payload of a `next` message, serialised once for all who get it. */
export interface Rendered {
  readonly json: Buffer;
  /** The same bytes, and the brace that closes a message around them. */
  readonly closed: Buffer;
  readonly cursor: string;
  /** It tells of a failure: whoever asks later tries again. */
  readonly quarantined?: boolean;
}

export function rendered(result: FormattedExecutionResult, cursor: string): Rendered {
  return closedAs(Buffer.from(`${JSON.stringify({ ...result, extensions: { cursor } })}}`), cursor);
}

/** The same event as a feed's first message, which also says where that feed began. */
export function opening({ json, cursor }: Rendered, opened: string): Rendered {
  const upToCursor = json.subarray(0, -END_OF_EXTENSIONS.length);
  return closedAs(Buffer.concat([upToCursor, Buffer.from(`,"opened":"${opened}"${END_OF_EXTENSIONS}}`)]), cursor);
}

/** What ends the payload of every message, for its `extensions` come last. */
const END_OF_EXTENSIONS = '}}';

function closedAs(closed: Buffer, cursor: string): Rendered {
  return { json: closed.subarray(0, -1), closed, cursor };
}
