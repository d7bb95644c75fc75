import { system } from '../../domain/actors.ts';
import { importProcess } from '../../domain/imports/import-process.ts';
import { step } from '../../domain/process.ts';
import { concernsOf, factsOf, type ImportsPorts } from './imports.service.ts';
import type { StoredImport } from './imports.store.ts';
import { fileLimits } from './parse/limits.ts';
import { type ImportTargets, targetOf } from './target.ts';
import type { UndoStore } from './undo.store.ts';

type UndoPorts = Pick<ImportsPorts, 'store' | 'commands' | 'plan'> &
  Readonly<{ targets: ImportTargets; undos: UndoStore }>;

const nothingUndone = { removed: 0, restored: 0, kept: 0 };

/**
 * Takes back the next things that an import wrote, one batch a command, and ends when there are none left. A thing that
 * changed since, or that a deal or an interest rests on, stays; `target.undo` decides that in this transaction, so that
 * whoever begins something meanwhile either keeps the thing or finds it gone.
 */
export async function undoNext(ports: UndoPorts, stored: StoredImport): Promise<void> {
  const { store, undos, commands, targets, plan } = ports;
  const { _id: importId, organisationId, subject } = stored;
  const [first] = await undos.next(importId, 1);
  const operation = first ? 'undoRows' : 'finishUndo';
  const commandId = first ? `undo-${first.id}` : 'undone';
  await commands.execute(
    { operation: `imports.${operation}`, stream: `import:${importId}`, actor: system, body: { commandId } },
    async ({ now, version }) => {
      const current = await store.import(importId);
      if (!current) throw new Error(`import ${importId} is gone`);
      const state = step(importProcess, current.state, operation, ['system'], factsOf(current, now));
      const before = current.undone ?? nothingUndone;
      if (operation === 'finishUndo') {
        await store.save({ ...current, state, version });
        return { type: 'import.undone', data: before, concerns: concernsOf(current) };
      }
      const list = await undos.next(importId, fileLimits.batchRows);
      const { removed, restored, kept } = await targetOf(targets, subject).undo(organisationId, list);
      await undos.forget(
        importId,
        list.map(({ id }) => id),
      );
      const undone = {
        removed: before.removed + removed.length,
        restored: before.restored + restored.length,
        kept: before.kept + kept.length,
      };
      await store.save({ ...current, undone, state, version });
      await plan('imports.undo', `import:${importId}`, now, { importId }, organisationId);
      return {
        type: `${subject}.importUndone`,
        data: { organisationId, removed, restored, kept },
        concerns: concernsOf(current),
      };
    },
  );
}
