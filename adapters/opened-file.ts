import { open } from 'node:fs/promises';
import type { Bytes } from './file-text.js';

/** A file that stays the same one while it is looked through and read, whatever is put under its name meanwhile. */
export interface OpenedFile {
  readonly size: number;
  readonly bytes: Bytes;
}

export async function withOpenedFile<T>(path: string, act: (file: OpenedFile) => Promise<T>): Promise<T> {
  const handle = await open(path);
  try {
    const { size } = await handle.stat();
    return await act({ size, bytes: () => handle.createReadStream({ start: 0, autoClose: false }) });
  } finally {
    await handle.close();
  }
}
