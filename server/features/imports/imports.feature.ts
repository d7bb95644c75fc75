import { compiled } from '../../platform/config.ts';
import type { Feature, Ground } from '../../platform/feature.ts';
import { type ImportJobPorts, importJobs } from './imports.jobs.ts';
import { importsReads } from './imports.reads.ts';
import { type ImportsPorts, importsService } from './imports.service.ts';
import { importsStore } from './imports.store.ts';
import type { ImportTargets } from './target.ts';

export function importsFeature(
  ground: Ground,
  {
    targets,
    openAtOnce,
    personOf,
  }: Readonly<{ targets: ImportTargets }> & Pick<ImportsPorts, 'openAtOnce'> & Pick<ImportJobPorts, 'personOf'>,
) {
  const { database, commands, files, plan, holds, digest, clock, logger } = ground;
  const store = importsStore(database);
  const service = importsService({ store, commands, files, plan, holds, openAtOnce });
  const reads = importsReads(store);
  const parserFile = compiled('server/features/imports/parse/child.js');
  return {
    handlers: {
      'imports.create': ({ actor, body }) => service.create(actor, body),
      'imports.list': ({ actor, query, language }) => reads.list(actor, query, language),
      'imports.get': ({ actor, params, language }) => reads.import(actor, params.importId, language),
      'imports.rows': ({ actor, params, query, language }) => reads.rows(actor, params.importId, query, language),
      'imports.problems': ({ actor, params, language }) => reads.problems(actor, params.importId, language),
      'imports.readAs': ({ actor, params, body }) => service.readAs(actor, params.importId, body),
      'imports.start': ({ actor, params, body }) => service.start(actor, params.importId, body),
      'imports.cancel': ({ actor, params, body }) => service.cancel(actor, params.importId, body),
    },
    streamGuards: { import: service.maySee },
    jobs: importJobs({
      ...{ store, commands, files, plan, holds, digest, clock, logger, targets, parserFile, personOf },
      cancelForAll: service.cancelForAll,
    }),
  } satisfies Feature;
}
