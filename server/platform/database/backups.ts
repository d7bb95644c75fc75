import { spawn } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { compiled, type Config, privateFolder } from '../config.ts';
import type { Clock } from '../clock.ts';
import type { HealthCheck, HealthPart } from '../health.ts';
import type { JobStore } from '../jobs/jobs.store.ts';
import type { JobHandler } from '../jobs/scheduler.ts';
import type { Logger } from '../logger.ts';

const NAME = /^\d{4}-\d\d-\d\d\.backup$/;

/**
 * The nightly job (after the checkpoint) that backs up the embedded store and the data folder into `backups`, in a
 * process of its own so that the exchange goes on meanwhile, and removes all but the newest `backupKeep`. It never
 * overwrites a file, so it may be repeated.
 */
export function nightlyBackup(
  { dataFolder, backupKeep }: Pick<Config, 'dataFolder' | 'backupKeep'>,
  logger: Logger,
): JobHandler {
  return {
    kind: 'backup',
    next: (now) => new Date(Math.floor(now.getTime() / 86_400_000 + 1) * 86_400_000 + 18.5 * 3_600_000), // 02:30 in Shanghai
    run: async (_job, now) => {
      const folder = privateFolder(dataFolder, 'backups');
      const file = join(folder, `${now.toISOString().slice(0, 10)}.backup`);
      if (!existsSync(file)) await backUp(file, dataFolder, logger);
      for (const name of backupsIn(folder).slice(0, -backupKeep)) rmSync(join(folder, name));
    },
  };
}

/** A backup is made each night: one that is older than this was followed by none. */
const oldestBackupMs = 49 * 3_600_000;

/** Whether last night's backup was made. */
export const backupsCheck =
  (dataFolder: string, jobs: JobStore, clock: Clock): HealthCheck =>
  async (): Promise<HealthPart> => {
    const last = backupsIn(privateFolder(dataFolder, 'backups')).at(-1);
    if (last === undefined) {
      const hasFailed = ((await jobs.get('every:backup'))?.tries ?? 0) > 0;
      return hasFailed ? { ok: false, key: 'health.backups.failed' } : { ok: true, key: 'health.backups.none' };
    }
    const day = last.slice(0, 10);
    const isLate = clock.now().getTime() - Date.parse(day) > oldestBackupMs;
    return { ok: !isLate, key: isLate ? 'health.backups.late' : 'health.backups.ok', details: { day } };
  };

/** The names of the backups in a folder, the oldest first. */
const backupsIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => NAME.test(name))
    .sort();

/** The exit code of a backup that was made, although stored files in it are damaged. */
const damagedCode = 3;

const backUp = (file: string, dataFolder: string, logger: Logger): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [compiled('scripts/backup.js'), file, '--data', dataFolder], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === damagedCode) logger.error({ said: said.trim() }, 'stored files in the backup are damaged');
      if (code === 0 || code === damagedCode) resolve();
      else reject(new Error(`the backup failed: ${said.trim()}`));
    });
  });
