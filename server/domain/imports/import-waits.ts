import { type Task, taskOf } from '../tasks.ts';
import type { ImportState } from './import-process.ts';

type Waiting = Readonly<{ id: string; organisationId: string; state: ImportState; goodRows: number }>;

/** Who is awaited for an import: its owner, when the list was read and there is something that could be written. */
export const waitsFor = ({ id, organisationId, state, goodRows }: Waiting): Task[] =>
  state === 'previewed' && goodRows > 0 ? [taskOf('import.confirm', { thing: `import:${id}`, organisationId })] : [];
