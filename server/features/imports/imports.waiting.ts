import { waitsFor } from '../../domain/imports/import-waits.ts';
import type { ImportEvents } from '../../domain/imports/import-events.ts';
import { typesIn } from '../../domain/event.ts';
import { idsOfStreams, type WaitingThings } from '../../platform/waiting-things.ts';
import { goodRowsOf } from './imports.service.ts';
import type { ImportsStore } from './imports.store.ts';

const types: Readonly<Record<keyof ImportEvents, true>> = {
  'import.created': true,
  'import.columnsNamed': true,
  'import.rowMended': true,
  'import.started': true,
  'import.cancelled': true,
  'import.refused': true,
  'import.previewed': true,
  'import.undoBegun': true,
  'import.undone': true,
  'import.done': true,
};

/** What waits in imported lists. */
export const importsWaiting = ({ store }: Readonly<{ store: ImportsStore }>): WaitingThings => ({
  kind: 'import',
  isQueued: false,
  types: typesIn(types),
  touchedBy: (events) => Promise.resolve(idsOfStreams(events, 'import')),
  present: async (ids) =>
    new Map(
      (await store.imports(ids)).map((one) => [
        one._id,
        {
          tasks: waitsFor({ ...one, id: one._id, goodRows: goodRowsOf(one) }),
          audience: [one.organisationId],
        },
      ]),
    ),
  pagesOfIds: store.pagesOfIds,
  named: async (organisationId, ids) =>
    new Map(
      (await store.imports(ids)).flatMap((one) =>
        one.organisationId === organisationId ? [[one._id, { title: one.fileName, others: [] }]] : [],
      ),
    ),
});
