/**
 * Work that is begun now and awaited later, with other work in between. Should it fail meanwhile, that is told where it
 * is awaited: without this, a failure that nobody awaits yet ends the process.
 */
export function begun<T>(work: Promise<T>): Promise<T> {
  work.catch(() => {});
  return work;
}
