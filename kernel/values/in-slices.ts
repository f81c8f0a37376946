import { setTimeout as sleep } from 'node:timers/promises';

/** So many are made at once, and need no turn. */
const FEW = 100;
const SLICE_MS = 2;

/** Whatever is made in slices anywhere in this process waits here for the slice before it. */
let before: Promise<unknown> = Promise.resolve();

/**
 * Makes something of each of many, and keeps this process from nothing else meanwhile: for two milliseconds at a time,
 * one slice after the other in the whole process, and after each a pause as long as it took.
 */
export async function mapInSlices<From, To>(all: readonly From[], make: (each: From) => To): Promise<To[]> {
  if (all.length <= FEW) return all.map(make);
  const made: To[] = [];
  const makeSome = () => {
    const began = performance.now();
    let spent = 0;
    while (made.length < all.length && spent < SLICE_MS) {
      made.push(make(all[made.length]!));
      spent = performance.now() - began;
    }
    return spent;
  };
  while (made.length < all.length) await inTurn(makeSome);
  return made;
}

/** @param slice answers how many milliseconds it took */
async function inTurn(slice: () => number): Promise<void> {
  const mine = before.then(slice);
  before = mine.then(
    (ms) => sleep(Math.ceil(ms)),
    () => {},
  );
  await mine;
}
