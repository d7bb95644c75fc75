import type { Body } from '../../api/operations.ts';
import type { Actor } from '../../domain/actors.ts';
import { dateInShanghai } from '../../domain/calendar.ts';
import { DomainError } from '../../domain/errors.ts';
import {
  type ImportCommand,
  importProcess,
  type ImportRole,
  type ImportSubject,
} from '../../domain/imports/import-process.ts';
import { cancellingRoles, importRoles } from '../../domain/imports/import-visibility.ts';
import { concerning } from '../../domain/event.ts';
import { actingOrganisation } from '../../domain/permissions.ts';
import { step } from '../../domain/process.ts';
import type { Commands, Outcome } from '../../platform/events/commands.ts';
import type { Holds } from '../../platform/database/holds.store.ts';
import type { Files } from '../../platform/files/files.ts';
import type { Scheduler } from '../../platform/jobs/scheduler.ts';
import type { MappingsStore } from './mappings.store.ts';
import { mended } from './mend.ts';
import type { MendsStore } from './mends.store.ts';
import { needFields } from './parse/need-columns.ts';
import { patentFields } from './parse/patent-columns.ts';
import { counted, staged } from './staging.ts';
import { type ImportTargets, targetOf } from './target.ts';
import { type ImportsStore, noCounts, nothingWritten, type StoredImport } from './imports.store.ts';

export type ImportsPorts = Readonly<{
  store: ImportsStore;
  commands: Commands;
  files: Files;
  plan: Scheduler['plan'];
  holds: Holds;
  /** How many imports of an organisation of that place may be open at once. */
  openAtOnce: (place: string, now: Date) => Promise<number>;
  mappings: MappingsStore;
  mends: MendsStore;
  targets: ImportTargets;
  /** Until when an import that ends now can be undone. */
  undoUntil: (stored: Pick<StoredImport, 'place'>, endedAt: Date) => Promise<Date>;
}>;

/** What people do with imports: begin, start, stop. The work itself is done by jobs. */
export function importsService(ports: ImportsPorts) {
  const { store, commands, files, plan, holds, openAtOnce, mappings, mends, targets, undoUntil } = ports;
  const cancelled = async ({ _id, organisationId, place }: StoredImport, now: Date) => {
    await plan('imports.write', `import:${_id}`, now, { importId: _id }, organisationId); // it tidies up
    return { endedAt: now, undoUntil: await undoUntil(place === undefined ? {} : { place }, now) };
  };

  const asOwner = (actor: Actor, importId: string) => async () => {
    const found = await ownImport(store, actor, importId);
    return { found, roles: importRoles(actor, found) };
  };

  /** Gives a command to an import, its owner's unless `load` says otherwise, and saves what `then` makes of it. */
  const give = (
    actor: Actor,
    importId: string,
    command: Extract<ImportCommand, 'readAs' | 'mend' | 'start' | 'cancel' | 'undo'>,
    body: Body<'imports.readAs'> | Body<'imports.mend'> | Body<'imports.start'> | Body<'imports.cancel'>,
    event: GivenEvent,
    then: (stored: StoredImport, now: Date) => Promise<Partial<StoredImport>>,
    load: () => Promise<{ found: StoredImport; roles: ImportRole[] }> = asOwner(actor, importId),
  ): Promise<Outcome> =>
    commands.execute(
      { operation: `imports.${command}`, stream: `import:${importId}`, actor, body },
      async ({ now, version }) => {
        const { found, roles } = await load();
        const state = step(importProcess, found.state, command, roles, factsOf(found, now));
        await store.save({ ...found, ...(await then(found, now)), state, version });
        return { ...event, concerns: concernsOf(found) };
      },
    );

  return {
    create: (actor: Actor, body: Body<'imports.create'>): Promise<Outcome> =>
      commands.execute(
        { operation: 'imports.create', stream: `import:${body.id}`, actor, body },
        async ({ now, version }) => {
          const { id: organisationId, place } = actingOrganisation(actor);
          const { id, fileId, subject, publish } = body;
          const file = await files.use(fileId, organisationId);
          if (!file) throw new DomainError('INVALID_INPUT', 'imports.file.unknown', { field: 'fileId' });
          await holds.alone(`imports:${organisationId}`); // two at once could each see the last free place
          const limit = await openAtOnce(place, now);
          if ((await store.countOpen(organisationId)) >= limit) {
            throw new DomainError('WRONG_STATE', 'imports.tooManyOpen', { limit });
          }
          await store.save({
            _id: id,
            v: 1,
            version,
            organisationId,
            place,
            by: authorOf(actor),
            fileId,
            fileName: file.name,
            subject,
            publish,
            state: importProcess.initial,
            understood: null,
            fields: null,
            preview: noCounts,
            written: nothingWritten,
            lastRow: 0,
            refusal: null,
            createdAt: now,
            endedAt: null,
          });
          await plan('imports.read', `import:${id}`, now, { importId: id }, organisationId);
          return {
            type: 'import.created',
            data: { organisationId, fileId, sha256: file.sha256, subject, publish },
            concerns: concernsOf({ organisationId, place }),
          };
        },
      ),

    readAs: (actor: Actor, importId: string, body: Body<'imports.readAs'>): Promise<Outcome> =>
      give(actor, importId, 'readAs', body, { type: 'import.columnsNamed', data: {} }, async (found, now) => {
        const { fields } = body;
        checkFields(found, fields);
        const { organisationId, subject } = found;
        const headers = found.understood?.header.columns.map(({ header }) => header) ?? [];
        await mappings.remember({ organisationId, subject, headers }, fields);
        await plan('imports.read', `import:${importId}`, now, { importId }, found.organisationId);
        return { by: authorOf(actor), fields, isRemembered: false, preview: noCounts };
      }),

    /** Corrects cells of a row that was refused or noted; it is read and compared again. */
    mend: (actor: Actor, importId: string, number: number, body: Body<'imports.mend'>): Promise<Outcome> =>
      give(actor, importId, 'mend', body, { type: 'import.rowMended', data: { row: number } }, async (found, now) => {
        const { understood, subject, organisationId, preview } = found;
        const row = await store.row(importId, number);
        if (!row?.cells || !understood) throw new DomainError('NOT_FOUND', 'common.notFound');
        if (row.marks.length === 0 || (await mends.count(importId)) >= mostMends)
          throw new DomainError('WRONG_STATE', 'imports.row.notToMend', { limit: mostMends });
        const places = understood.header.columns.length;
        if (body.cells.some(({ place }) => place >= places))
          throw new DomainError('INVALID_INPUT', 'imports.columns.count', { field: 'cells' });
        const before = (await mends.of(importId)).get(number) ?? {};
        const corrections = { ...before, ...Object.fromEntries(body.cells.map(({ place, text }) => [place, text])) };
        await mends.save(importId, number, corrections);
        const read = mended(
          subject,
          understood.header,
          { row: number, cells: row.cells },
          corrections,
          dateInShanghai(now),
        );
        const compare = targetOf(targets, subject).compare(organisationId, now);
        const verdicts = 'content' in read ? await compare([read]) : [];
        const [after] = staged(found, [read], verdicts);
        if (!after) throw new Error('one row stays one');
        await store.replaceRow(after);
        return { preview: counted(counted(preview, [row], -1), [after]) };
      }),

    undo: (actor: Actor, importId: string, body: Body<'imports.undo'>): Promise<Outcome> =>
      give(actor, importId, 'undo', body, { type: 'import.undoBegun', data: {} }, async ({ organisationId }, now) => {
        await plan('imports.undo', `import:${importId}`, now, { importId }, organisationId);
        return {};
      }),

    start: (actor: Actor, importId: string, body: Body<'imports.start'>): Promise<Outcome> =>
      give(actor, importId, 'start', body, { type: 'import.started', data: {} }, async ({ organisationId }, now) => {
        await plan('imports.write', `import:${importId}`, now, { importId }, organisationId);
        return { by: authorOf(actor) };
      }),

    /** Whether `actor` may follow the import. */
    maySee: async (actor: Actor, importId: string): Promise<boolean> => {
      const found = await store.import(importId);
      return found !== null && importRoles(actor, found).length > 0;
    },

    cancel: (actor: Actor, importId: string, body: Body<'imports.cancel'>): Promise<Outcome> =>
      give(actor, importId, 'cancel', body, { type: 'import.cancelled', data: {} }, cancelled),

    /** An operator stops an import of any organisation. */
    cancelForAll: (operator: Actor, importId: string, commandId: string): Promise<Outcome> =>
      give(operator, importId, 'cancel', { commandId }, { type: 'import.cancelled', data: {} }, cancelled, async () => {
        const found = await store.import(importId);
        if (!found || cancellingRoles(operator).length === 0) throw new DomainError('NOT_FOUND', 'common.notFound');
        return { found, roles: cancellingRoles(operator) };
      }),
  };
}

const authorOf = (actor: Actor): string | null => (actor.kind === 'person' ? actor.userId : null);

/** What was done to many concerns the import and its organisation; the many are named by the batches. */
export const concernsOf = ({ organisationId, place }: Pick<StoredImport, 'organisationId' | 'place'>) =>
  concerning({ organisations: [organisationId], place });

export const goodRowsOf = ({ preview }: Pick<StoredImport, 'preview'>): number => preview.rows - preview.refused;

export const factsOf = ({ preview, written, undoUntil }: StoredImport, now: Date) => ({
  goodRows: goodRowsOf({ preview }),
  mayBeUndone: written.created + written.changed > 0 && undoUntil instanceof Date && now < undoUntil,
});

/** Rows of one import that may be corrected by hand; whoever has more corrects the file. */
const mostMends = 1000;

type GivenEvent =
  | Readonly<{
      type: 'import.columnsNamed' | 'import.started' | 'import.cancelled' | 'import.undoBegun';
      data: Record<string, never>;
    }>
  | Readonly<{ type: 'import.rowMended'; data: { row: number } }>;

/** Each column once, each field at most once, and a title among them. */
function checkFields({ subject, understood }: StoredImport, fields: readonly (string | null)[]): void {
  const refuse = (key: 'imports.columns.count' | 'imports.columns.field' | 'imports.columns.title', field = '') => {
    throw new DomainError('INVALID_INPUT', key, { field: 'fields', name: field });
  };
  if (fields.length !== understood?.header.columns.length) refuse('imports.columns.count');
  const named = fields.filter((field) => field !== null);
  for (const [at, field] of named.entries())
    if (!fieldsOf(subject).includes(field) || named.indexOf(field) !== at) refuse('imports.columns.field', field);
  if (!named.includes('title')) refuse('imports.columns.title');
}

/** What a column of a list may be read as. */
export const fieldsOf = (subject: ImportSubject): readonly string[] =>
  subject === 'patents' ? patentFields : needFields;

/** An import of the caller's own organisation; NOT_FOUND for everybody else. */
export async function ownImport(store: ImportsStore, actor: Actor, importId: string): Promise<StoredImport> {
  const found = await store.import(importId);
  if (!found || !importRoles(actor, found).length) throw new DomainError('NOT_FOUND', 'common.notFound');
  return found;
}
