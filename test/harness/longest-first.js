import { readFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import Sequencer from '@jest/test-sequencer';

/** Whole seconds of each file that takes long. */
const RECORD = new URL('./seconds.json', import.meta.url);
const LONG_SECONDS = 10;
/** For a file that is not recorded: such a one takes about a second for so much of it. */
const BYTES_A_SECOND = 8000;

/**
 * Starts the files that take longest first. How long each takes is known to jest where it has run before; elsewhere from
 * the record, which `RECORD_SECONDS=1 npm test` writes anew.
 */
export default class LongestFirst extends Sequencer {
  recorded = JSON.parse(readFileSync(RECORD, 'utf8'));

  time(test) {
    const { config, hasteFS } = test.context;
    const seconds = this.recorded[nameOf(test.path, config)] ?? hasteFS.getSize(test.path) / BYTES_A_SECOND;
    return super.time(test) ?? seconds * 1000;
  }

  cacheResults(tests, results) {
    super.cacheResults(tests, results);
    if (!process.env.RECORD_SECONDS) return;
    const seconds = tests.map((test) => [nameOf(test.path, test.context.config), Math.round(super.time(test) / 1000)]);
    const long = seconds.filter(([, each]) => each >= LONG_SECONDS).sort(([one], [other]) => (one < other ? -1 : 1));
    writeFileSync(RECORD, `${JSON.stringify(Object.fromEntries(long), null, 2)}\n`);
  }
}

function nameOf(path, { rootDir }) {
  return relative(rootDir, path).replaceAll('\\', '/');
}
