import { filesOperations } from '../../api/operations/files.ts';
import { actsFor } from '../../domain/actors.ts';
import { DomainError } from '../../domain/errors.ts';
import { actingOrganisation } from '../../domain/permissions.ts';
import { wholeCountry } from '../../domain/place.ts';
import type { Feature, FileGuard, Ground } from '../../platform/feature.ts';
import { nightlyAt } from '../../platform/jobs/scheduler.ts';

export type FilesNeeds = Readonly<{
  mayHave: FileGuard;
  /** How much the files of an organisation of that place may take. */
  megabytes: (place: string, now: Date) => Promise<number>;
  /** In how many nights the bytes of every file are compared once. */
  verifyEveryDays: (place: string, now: Date) => Promise<number>;
}>;

/** Files of organisations: contracts, proofs, lists to import. Written once under an id that the sender chose. */
export function filesFeature({ files, clock, logger }: Ground, { mayHave, megabytes, verifyEveryDays }: FilesNeeds) {
  const allowedBytes = async (place: string) => (await megabytes(place, clock.now())) * 2 ** 20;

  return {
    handlers: {
      'files.upload': async ({ actor, params, query, upload }) => {
        const { id: organisationId, place } = actingOrganisation(actor);
        if (actor.kind !== 'person' || !upload) throw new DomainError('INVALID_INPUT', 'common.notJson');
        const { fileId } = params;
        const { maxBytes } = filesOperations['files.upload'].upload;
        const by = actor.userId;
        const { name, size, sha256 } = await files.receiveOnce(upload, {
          ...{ id: fileId, name: query.name, organisationId, by, at: clock.now(), maxBytes },
          allowedBytes: await allowedBytes(place),
        });
        return { fileId, name, size, sha256 };
      },

      'files.space': async ({ actor }) => {
        const { id, place } = actingOrganisation(actor);
        return { usedBytes: await files.bytesOf(id), allowedBytes: await allowedBytes(place) };
      },

      'files.download': async ({ actor, params: { fileId }, query }) => {
        const file = await files.find(fileId);
        if (!file || (!actsFor(actor, file.organisationId) && !(await mayHave(actor, fileId)))) {
          throw new DomainError('NOT_FOUND', 'common.notFound');
        }
        const content = await files.read(file);
        return { fileName: file.name, content, showAs: query.isShown ? await files.shownAs(file) : null };
      },
    },
    jobs: [
      {
        kind: 'files.verify',
        next: nightlyAt(4),
        run: async (_job, now) => {
          const nights = Math.max(1, await verifyEveryDays(wholeCountry, now));
          const verified = await files.verifyShare(1 / nights);
          logger.info({ verified }, 'stored files compared with what was uploaded');
        },
      },
    ],
  } satisfies Feature;
}
