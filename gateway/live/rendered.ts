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
  const closed = Buffer.from(`${JSON.stringify({ ...result, extensions: { cursor } })}}`);
  return { json: closed.subarray(0, -1), closed, cursor };
}

/** The same payload for a feed's first message, which also says where the feed began. */
export function openingMessage({ json }: Rendered, opened: string): Buffer {
  return Buffer.concat([json.subarray(0, -END_OF_EXTENSIONS.length), Buffer.from(`,"opened":"${opened}"}}`)]);
}

const END_OF_EXTENSIONS = '}}';
