import type { HandlersOf } from '../../platform/pipeline.ts';
import type { importsReads } from './imports.reads.ts';
import type { ImportsService } from './imports.service.ts';

export function importsRoutes(service: ImportsService, reads: ReturnType<typeof importsReads>): HandlersOf<'imports'> {
  return {
    'imports.create': ({ actor, body }) => service.create(actor, body),
    'imports.list': ({ actor, query, language }) => reads.list(actor, query, language),
    'imports.import': ({ actor, params, language }) => reads.import(actor, params.importId, language),
    'imports.rows': ({ actor, params, query, language }) => reads.rows(actor, params.importId, query, language),
    'imports.problems': ({ actor, params, language }) => reads.problems(actor, params.importId, language),
    'imports.readAs': ({ actor, params, body }) => service.readAs(actor, params.importId, body),
    'imports.start': ({ actor, params, body }) => service.start(actor, params.importId, body),
    'imports.cancel': ({ actor, params, body }) => service.cancel(actor, params.importId, body),
  };
}
