import { spawnSync } from 'node:child_process';

/** What becomes of a process that begins work, which fails while other work is awaited, and awaits it then. */
function endOf(work: string): number | null {
  const program = `
    import { begun } from './kernel/values/begun.ts';
    const later = ${work};
    await new Promise((resolve) => setTimeout(resolve, 50));
    await later.then(() => process.exit(3), () => process.exit(0));
  `;
  return spawnSync(process.execPath, ['--input-type=module', '--eval', program]).status;
}

it('NFR-06: work that fails before it is awaited ends no process, and fails where it is awaited', () => {
  expect(endOf(`begun(Promise.reject(new Error('failed')))`)).toBe(0);
  // Without it the process would have ended.
  expect(endOf(`Promise.reject(new Error('failed'))`)).toBe(1);
  expect(endOf(`begun(Promise.resolve())`)).toBe(3);
});
