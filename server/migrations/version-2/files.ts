import { cleanFileName } from '../../domain/public-name.ts';
import type { RawDocument } from '../../platform/database/mongo.ts';
import { forEach, lifted } from '../parts.ts';

const clean = (name: unknown): string => cleanFileName(String(name)) ?? 'file';

/** Names of files were kept as they came. */
export const files = [
  lifted('names of files are clean', 'files', (file) => ({ ...file, name: clean(file['name']) })),
  lifted('imports name their files so', 'imports', (one) => ({ ...one, fileName: clean(one['fileName']) })),
  forEach('imports know who set them in motion', 'imports', async ({ _id }, raw) => {
    const last = await raw('events')
      .findOne({ stream: `import:${_id}`, type: { $in: ['import.created', 'import.columnsNamed', 'import.started'] } })
      .sort({ seq: -1 })
      .lean<RawDocument | null>();
    const by = (last?.['by'] as { userId?: string } | undefined)?.userId ?? null; // an actor, as events keep it
    await raw('imports').updateOne({ _id }, { $set: { by } });
  }),
];
