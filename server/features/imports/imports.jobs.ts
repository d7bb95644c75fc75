import { importsOperations } from '../../api/operations/imports.ts';
import { type Actor, actsFor, type Person, system } from '../../domain/actors.ts';
import { dateInShanghai } from '../../domain/calendar.ts';
import { DomainError } from '../../domain/errors.ts';
import type { FactOf } from '../../domain/events.ts';
import { type ImportCommand, importProcess } from '../../domain/imports/import-process.ts';
import { mayCall } from '../../domain/permissions.ts';
import { step } from '../../domain/process.ts';
import { restOnStanding } from '../../platform/auth/standing.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Outcome } from '../../platform/events/commands.ts';
import type { Logger } from '../../platform/logger.ts';
import type { JobHandler } from '../../platform/jobs/scheduler.ts';
import { concernsOf, factsOf, type ImportsPorts } from './imports.service.ts';
import { undoNext } from './imports.undo.ts';
import { noCounts, type PreviewCounts, type StoredImport, type StoredRow } from './imports.store.ts';
import type { MappingsStore } from './mappings.store.ts';
import { mended } from './mend.ts';
import type { MendsStore } from './mends.store.ts';
import { fileLimits } from './parse/limits.ts';
import { parseInChild, ParserFailed } from './parse/parse-in-child.ts';
import type { Understood } from './parse/read-file.ts';
import { counted, staged } from './staging.ts';
import { type ImportTargets, targetOf, type TargetRow } from './target.ts';
import type { UndoStore } from './undo.store.ts';

export type ImportJobPorts = Pick<ImportsPorts, 'store' | 'commands' | 'files' | 'plan' | 'holds'> &
  Readonly<{
    targets: ImportTargets;
    mappings: MappingsStore;
    mends: MendsStore;
    undos: UndoStore;
    undoUntil: ImportsPorts['undoUntil'];
    /** The compiled parser. */
    parserFile: string;
    digest: (text: string) => string;
    /** A person as of now, acting for an organisation if they still may. */
    personOf: (userId: string, organisationId: string) => Promise<Person | null>;
    clock: Clock;
    logger: Logger;
    cancelForAll: (operator: Actor, importId: string, commandId: string) => Promise<Outcome>;
  }>;

/** The work behind imports: reading a file, and writing its rows batch by batch; both go on after a crash. */
export function importJobs(ports: ImportJobPorts): JobHandler[] {
  const { store, commands, files, targets, parserFile, plan, holds, digest, clock, logger, cancelForAll } = ports;
  const { mappings, mends, undos } = ports;

  /**
   * Whether who set the work in motion may still do so: a removed, demoted or suspended member imports nothing more. Asked in
   * the transaction of each batch, so that none is written after their removal was answered.
   */
  const mayGoOn = async ({ _id, by, organisationId }: StoredImport): Promise<boolean> => {
    if (!by) return false;
    const author = await ports.personOf(by, organisationId);
    await restOnStanding(holds, by, _id);
    const { who } = importsOperations['imports.start'];
    return author !== null && actsFor(author, organisationId) && mayCall('imports.start', who, author);
  };

  /** Gives a command of the system to an import, under an id that makes it happen once. */
  const give = (
    stored: StoredImport,
    command: ImportCommand,
    commandId: string,
    then: (current: StoredImport, now: Date) => Promise<{ change: Partial<StoredImport>; event: FactOf }>,
  ) =>
    commands.execute(
      { operation: `imports.${command}`, stream: `import:${stored._id}`, actor: system, body: { commandId } },
      async ({ now, version }) => {
        const current = await store.import(stored._id);
        if (!current) throw new Error(`import ${stored._id} is gone`);
        if (command !== 'lapse' && !(await mayGoOn(current))) throw new RightEnded();
        const state = step(importProcess, current.state, command, ['system'], factsOf(current, now));
        const { change, event } = await then(current, now);
        await store.save({ ...current, ...change, state, version });
        return { ...event, concerns: concernsOf(current) };
      },
    );

  /** Does the work of an import; ends the import where the right to it has ended. */
  const inRight = (stored: StoredImport, work: () => Promise<void>): Promise<void> =>
    unlessStopped(async () => {
      try {
        await work();
      } catch (error) {
        if (!(error instanceof RightEnded)) throw error;
        await give(stored, 'lapse', 'lapse', async ({ _id: importId, organisationId }, endedAt) => {
          await plan('imports.write', `import:${importId}`, endedAt, { importId }, organisationId); // it tidies up
          return {
            change: {
              refusal: { key: 'imports.rightEnded', details: {} },
              ...{ endedAt, undoUntil: await ports.undoUntil(stored, endedAt) },
            },
            event: { type: 'import.cancelled', data: {} },
          };
        });
      }
    });

  const read = async (stored: StoredImport, now: Date): Promise<void> => {
    const { _id: importId, organisationId, subject, fileId, fileName, version } = stored;
    if (!(await mayGoOn(stored))) throw new RightEnded(); // before a file is read for nobody
    await store.clearRows(importId);
    const compare = targetOf(targets, subject).compare(organisationId, now);
    const today = dateInShanghai(now);
    const corrections = await mends.of(importId);
    let fields = stored.fields ?? null;
    let isRemembered = stored.isRemembered ?? false;
    let understood: Understood | null = null;
    let preview: PreviewCounts = noCounts;
    try {
      const file = await files.find(fileId);
      if (!file) throw new Error(`file ${fileId} of import ${importId} is gone`);
      const job = { name: fileName, subject, today, whole: [...corrections.keys()], path: await files.wholePath(file) };
      if (!fields) {
        fields = await remembered(stored, parseInChild(parserFile, { ...job, fields }));
        isRemembered = fields !== null;
      }
      for await (const message of parseInChild(parserFile, { ...job, fields })) {
        if (message.is === 'understood') understood = message.understood;
        else {
          const header = understood?.header;
          const read = message.rows.map((row) => {
            const cells = corrections.get(row.row);
            return cells && header ? mended(subject, header, row, cells, today) : row;
          });
          const verdicts = await compare(read.flatMap((row) => ('content' in row ? [row] : [])));
          const rows = staged(stored, read, verdicts);
          await store.addRows(rows);
          preview = counted(preview, rows);
        }
        if (!(await store.isReading(importId))) return; // stopped: the parser ends with this loop
        await store.showProgress(importId, preview.rows, understood?.totalRows ?? 0);
      }
    } catch (error) {
      const refusal = refusalOf(error);
      if (!refusal) throw error;
      if (error instanceof ParserFailed) logger.error({ importId, error: error.message }, 'a file broke the parser');
      const { key, details } = refusal;
      await give(stored, 'refuse', `refuse-${version}`, async (_, endedAt) => ({
        change: { refusal: { key, details: { ...details } }, endedAt },
        event: { type: 'import.refused', data: { key } },
      }));
      return;
    }
    await give(stored, 'finishReading', `finishReading-${version}`, async () => ({
      change: { understood, preview, fields, isRemembered },
      event: { type: 'import.previewed', data: preview },
    }));
  };

  /** What the organisation said of a list with these headers before; null where it did not, or that was what is found anyway. */
  const remembered = async (
    { organisationId, subject }: StoredImport,
    messages: ReturnType<typeof parseInChild>,
  ): Promise<readonly (string | null)[] | null> => {
    for await (const message of messages) {
      if (message.is !== 'understood') continue;
      const { columns } = message.understood.header;
      const fields = await mappings.find({ organisationId, subject, headers: columns.map(({ header }) => header) });
      const isOther = fields?.length === columns.length && columns.some(({ field }, place) => field !== fields[place]);
      return isOther ? fields : null; // the parser ends with this loop
    }
    return null;
  };

  /** What to tell the owner when reading failed because of the file; nothing when it failed because of us. */
  const refusalOf = (error: unknown): Pick<DomainError, 'key' | 'details'> | undefined => {
    if (error instanceof ParserFailed) return { key: 'imports.file.unreadable', details: {} };
    if (!(error instanceof DomainError)) return undefined;
    return error.code === 'INVALID_INPUT' || error.key === 'files.damaged' ? error : undefined;
  };

  /** Writes the next rows, or ends the import when there are none left. */
  const write = async (stored: StoredImport): Promise<void> => {
    const { _id: importId, organisationId, subject, publish, lastRow } = stored;
    const rows = await store.goodRowsAfter(importId, lastRow, fileLimits.batchRows);
    const last = rows.at(-1)?.row;
    if (last === undefined) {
      await give(stored, 'finish', 'finish', async ({ written }, endedAt) => ({
        change: { endedAt, undoUntil: await ports.undoUntil(stored, endedAt) },
        event: { type: 'import.done', data: written },
      }));
      await plan('imports.write', `import:${importId}`, clock.now(), { importId }, organisationId); // to tidy up, once the end is safe
      return;
    }
    await give(stored, 'writeRows', `rows-${lastRow}`, async (current, now) => {
      const written = await targetOf(targets, subject).write(organisationId, rows.map(targetRow), { now, publish });
      await undos.remember(importId, written.undoable);
      for (const { row, problem } of written.refused) await store.refuseRow(importId, row, { row, ...problem });
      await plan('imports.write', `import:${importId}`, now, { importId }, organisationId);
      const { created, changed, unchanged, refused } = written;
      return {
        change: {
          lastRow: last,
          written: {
            created: current.written.created + created.length,
            changed: current.written.changed + changed.length,
            unchanged: current.written.unchanged + unchanged,
            refused: current.written.refused + refused.length,
          },
        },
        event: {
          type: `${subject}.imported`,
          data: {
            organisationId,
            created,
            changed,
            unchanged,
            refused: refused.map(({ row }) => row),
            rows: { after: lastRow, upTo: last },
            digest: digest(JSON.stringify(rows.map(({ content }) => content))),
          },
        },
      };
    });
  };

  const cancel: JobHandler['cancel'] = ({ data }, operator, commandId) =>
    cancelForAll(operator, String(data['importId']), commandId);

  const found = async (data: Record<string, unknown>) =>
    typeof data['importId'] === 'string' ? store.import(data['importId']) : null;
  return [
    {
      kind: 'imports.read',
      cancel,
      run: async ({ data }, now) => {
        const stored = await found(data);
        if (stored?.state === 'reading') await inRight(stored, () => read(stored, now));
      },
    },
    {
      kind: 'imports.write',
      cancel,
      run: async ({ data }) => {
        const stored = await found(data);
        if (stored?.state === 'running') await inRight(stored, () => write(stored));
        if (stored?.state === 'done') await store.tidy(stored._id, ['refused', 'noted', 'doubles']);
        if (stored?.state === 'cancelled') await store.tidy(stored._id, []);
        if (!stored || (stored.state !== 'done' && stored.state !== 'cancelled')) return;
        await mends.forget(stored._id);
        const { undoUntil, organisationId } = stored;
        if (undoUntil)
          await plan('imports.forget', `import:${stored._id}`, undoUntil, { importId: stored._id }, organisationId);
      },
    },
    {
      kind: 'imports.undo',
      run: async ({ data }) => {
        const stored = await found(data);
        if (stored?.state === 'undoing') await undoNext(ports, stored);
      },
    },
    {
      /** What was there before is kept for as long as it may be asked back. */
      kind: 'imports.forget',
      run: async ({ data }) => {
        const stored = await found(data);
        if (stored && stored.state !== 'undoing') await undos.forgetAll(stored._id);
      },
    },
  ];
}

/** Who set the work in motion may no longer do so. */
class RightEnded extends Error {}

/** Its owner may cancel an import at any moment; the work under way then ends without a word. */
async function unlessStopped(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'WRONG_STATE') throw error;
  }
}

function targetRow({ row, content }: StoredRow): TargetRow {
  if (!content) throw new Error(`row ${row} has no content`);
  return { row, content };
}
