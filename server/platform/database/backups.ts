import { spawn } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { compiled, type Config, privateFolder } from '../config.ts';
import type { JobHandler } from '../jobs/scheduler.ts';

const NAME = /^\d{4}-\d\d-\d\d\.backup$/;

/**
 * Each night, after the checkpoint, a backup of the embedded store and the data folder in `backups`, by a process of its
 * own so that the exchange goes on meanwhile; the oldest beyond `keep` are removed. A file that is there is never
 * written again, so the job may be repeated.
 */
export function nightlyBackup({ dataFolder, backupKeep }: Pick<Config, 'dataFolder' | 'backupKeep'>): JobHandler {
  return {
    kind: 'backup',
    next: (now) => new Date(Math.floor(now.getTime() / 86_400_000 + 1) * 86_400_000 + 18.5 * 3_600_000), // 02:30 in Shanghai
    run: async (_job, now) => {
      const folder = privateFolder(dataFolder, 'backups');
      const file = join(folder, `${now.toISOString().slice(0, 10)}.backup`);
      if (!existsSync(file)) await backUp(file, dataFolder);
      const all = readdirSync(folder).filter((name) => NAME.test(name));
      for (const name of all.sort().slice(0, -backupKeep)) rmSync(join(folder, name));
    },
  };
}

const backUp = (file: string, dataFolder: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [compiled('scripts/backup.js'), file, '--data', dataFolder], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`the backup failed: ${said.trim()}`))));
  });
