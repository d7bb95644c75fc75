import type { Output } from '../../server/api/operations.ts';
import { applicationCheck } from '../../server/domain/patents/application-number.ts';
import { newId, type TestApp } from './app.ts';
import type { Member } from './people.ts';
import { until } from './progress.ts';

/** A valid application number of an invention of 2017. */
export function someNumber(serial: number): string {
  const digits = `20171${String(serial).padStart(7, '0')}`;
  return `${digits}.${applicationCheck(digits)}`;
}

type ImportView = Output<'imports.get'>;

/** Uploads a list and starts to import it; returns the import's id. */
export async function beginImport(
  member: Member,
  content: string | Buffer,
  options: { name?: string; subject?: 'patents' | 'needs'; publish?: boolean } = {},
): Promise<string> {
  const { name = 'list.csv', subject = 'patents', publish = false } = options;
  const fileId = newId();
  await member.call('files.upload', { params: { fileId }, query: { name }, raw: new Uint8Array(Buffer.from(content)) });
  const id = newId();
  await member.call('imports.create', {
    body: { id, commandId: newId(), expectedVersion: 0, fileId, subject, publish },
  });
  return id;
}

/** Runs jobs until the import needs its owner or is done; returns its state then. */
export async function untilSettled(app: TestApp, member: Member, importId: string): Promise<ImportView> {
  const look = () => member.call('imports.get', { params: { importId } });
  let view = await look();
  const isAtRest = async () => {
    await app.app.scheduler.runOne(); // one job at a time, as ranking can take longer than the import
    view = await look();
    return view.state !== 'reading' && view.state !== 'running';
  };
  await until(isAtRest, () => view, 50); // the running scheduler may hold the job
  return view;
}

export async function start(member: Member, { id, version }: Pick<ImportView, 'id' | 'version'>): Promise<void> {
  await member.call('imports.start', {
    params: { importId: id },
    body: { commandId: newId(), expectedVersion: version },
  });
}

/** Uploads, reads and writes a list. */
export async function importList(
  app: TestApp,
  member: Member,
  content: string | Buffer,
  options: Parameters<typeof beginImport>[2] = {},
): Promise<ImportView> {
  const preview = await untilSettled(app, member, await beginImport(member, content, options));
  await start(member, preview);
  return untilSettled(app, member, preview.id);
}

/** The patents of somebody's organisation. */
export const ownPatents = async (who: Member, query: object = {}) =>
  (await who.call('patents.mine', { query: { limit: 100, ...query } })).items;
