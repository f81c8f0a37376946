import type { FormattedExecutionResult } from 'graphql';

/**
 * Stands in graphql-ws for a feed that is written beside it: yields nothing but a last word, if there is one, when the
 * feed ends. Not an `async function*`: that could not be stopped while it waits.
 */
export class Lifetime implements AsyncGenerator<FormattedExecutionResult, void, void> {
  ended = false;
  private tell: (last: IteratorResult<FormattedExecutionResult, void>) => void = () => {};
  private readonly last = new Promise<IteratorResult<FormattedExecutionResult, void>>((resolve) => {
    this.tell = resolve;
  });
  private told = false;

  constructor(private readonly onEnd: () => void) {}

  end(lastWord?: FormattedExecutionResult): void {
    if (this.ended) return;
    this.ended = true;
    this.tell(lastWord ? { value: lastWord, done: false } : { value: undefined, done: true });
    this.onEnd();
  }

  async next(): Promise<IteratorResult<FormattedExecutionResult, void>> {
    if (this.told) return { value: undefined, done: true };
    const last = await this.last;
    this.told = true;
    return last;
  }

  async return(): Promise<IteratorResult<FormattedExecutionResult, void>> {
    this.end();
    return { value: undefined, done: true };
  }

  async throw(): Promise<IteratorResult<FormattedExecutionResult, void>> {
    return this.return();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.end();
  }
}
