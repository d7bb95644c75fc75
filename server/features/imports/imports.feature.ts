import { wholeCountry } from '../../domain/place.ts';
import { compiled } from '../../platform/config.ts';
import { importNotices } from '../../domain/imports/import-notices.ts';
import type { Feature, Ground } from '../../platform/feature.ts';
import { type ImportJobPorts, importJobs } from './imports.jobs.ts';
import { importsReads } from './imports.reads.ts';
import { type ImportsPorts, importsService } from './imports.service.ts';
import { mappingsStore } from './mappings.store.ts';
import { mendsStore } from './mends.store.ts';
import { undoStore } from './undo.store.ts';
import { importsStore } from './imports.store.ts';
import { importsWaiting } from './imports.waiting.ts';
import type { ImportTargets } from './target.ts';

type ImportsNeeds = Readonly<{
  targets: ImportTargets;
  openAtOnce: ImportsPorts['openAtOnce'];
  /** For how many hours an import can be undone where its organisation is. */
  undoHours: ImportsPorts['openAtOnce'];
}> &
  Pick<ImportJobPorts, 'personOf'>;

export function importsFeature(ground: Ground, { targets, openAtOnce, undoHours, personOf }: ImportsNeeds) {
  const { database, commands, files, plan, holds, digest, clock, logger } = ground;
  const store = importsStore(database);
  const mappings = mappingsStore(database, digest);
  const mends = mendsStore(database);
  const undos = undoStore(database);
  const undoUntil: ImportsPorts['undoUntil'] = async ({ place = wholeCountry }, endedAt) =>
    new Date(endedAt.getTime() + (await undoHours(place, endedAt)) * 3_600_000);
  const service = importsService({
    ...{ store, commands, files, plan, holds, openAtOnce, mappings, mends, targets, undoUntil },
  });
  const reads = importsReads(store, clock);
  const parserFile = compiled('server/features/imports/parse/child.js');
  return {
    handlers: {
      'imports.create': ({ actor, body }) => service.create(actor, body),
      'imports.list': ({ actor, query, language }) => reads.list(actor, query, language),
      'imports.get': ({ actor, params, language }) => reads.import(actor, params.importId, language),
      'imports.rows': ({ actor, params, query, language }) => reads.rows(actor, params.importId, query, language),
      'imports.problems': ({ actor, params, language }) => reads.problems(actor, params.importId, language),
      'imports.readAs': ({ actor, params, body }) => service.readAs(actor, params.importId, body),
      'imports.mend': ({ actor, params, body }) => service.mend(actor, params.importId, params.row, body),
      'imports.start': ({ actor, params, body }) => service.start(actor, params.importId, body),
      'imports.cancel': ({ actor, params, body }) => service.cancel(actor, params.importId, body),
      'imports.undo': ({ actor, params, body }) => service.undo(actor, params.importId, body),
    },
    streamGuards: { import: service.maySee },
    jobs: importJobs({
      ...{ store, commands, files, plan, holds, digest, clock, logger, targets, parserFile, personOf },
      ...{ mappings, mends, undos, undoUntil },
      cancelForAll: service.cancelForAll,
    }),
    notices: importNotices,
    offers: {
      waiting: importsWaiting({ store }),
    },
  } satisfies Feature;
}
