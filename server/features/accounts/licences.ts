import type { Readable } from 'node:stream';
import { accountsOperations } from '../../api/operations/accounts.ts';
import { DomainError } from '../../domain/errors.ts';
import { wholeCountry } from '../../domain/place.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Files } from '../../platform/files/files.ts';
import type { StoredFile } from '../../platform/files/files.store.ts';
import type { AccountsStore, StoredOrganisation } from './accounts.store.ts';

type NumberNow = (place: string, now: Date) => Promise<number>;
export type LicencePorts = Readonly<{
  store: Pick<AccountsStore, 'organisation'>;
  files: Files;
  clock: Clock;
  /** How much the licences of all that is not approved may take together, so that strangers never fill the disk. */
  megabytes: NumberNow;
  /** Not 0 where a registration needs a licence. */
  isNeeded: NumberNow;
}>;

/** Whose the files of what is not approved yet are: of no organisation, so that no member has them by belonging to one. */
const nobodys = 'registrations';

/**
 * Business licences, which strangers upload. A licence is uploaded for one registration, under the id that this will have,
 * and named by it; until the organisation is approved it counts in a space that all of them share. What no registration
 * names goes after a day as any file, and so does the licence of one that was refused.
 */
export function licences({ store, files, clock, megabytes, isNeeded }: LicencePorts) {
  const ofOrganisation = ({ licence }: Pick<StoredOrganisation, 'licence'>) => licence?.fileId;
  return {
    upload: async (organisationId: string, fileId: string, name: string, body: Readable): Promise<StoredFile> => {
      if (await store.organisation(organisationId)) throw new DomainError('NOT_ALLOWED', 'accounts.registeredAlready');
      const now = clock.now();
      return files.receiveOnce(body, {
        ...{ id: fileId, name, organisationId: nobodys, by: organisationId, at: now, mustBeShown: true },
        maxBytes: accountsOperations['organisations.uploadLicence'].upload.maxBytes,
        allowedBytes: (await megabytes(wholeCountry, now)) * 2 ** 20,
      });
    },

    /** Inside the registration that names it: the file, which is kept from now on. Null where there is none and none is needed. */
    named: async (
      organisationId: string,
      place: string,
      fileId: string | undefined,
      now: Date,
    ): Promise<StoredFile | null> => {
      if (fileId === undefined) {
        if ((await isNeeded(place, now)) === 0) return null;
        throw new DomainError('INVALID_INPUT', 'accounts.licenceNeeded', { field: 'licenceFileId' });
      }
      const file = await files.use(fileId, nobodys);
      if (file?.by === organisationId) return file;
      throw new DomainError('INVALID_INPUT', 'accounts.licenceGone', { field: 'licenceFileId' });
    },

    /** Inside an approval: the licence is the organisation's own file from now on. */
    handOver: async (organisation: StoredOrganisation): Promise<void> => {
      const fileId = ofOrganisation(organisation);
      if (fileId) await files.handOver(fileId, organisation._id);
    },

    /** Inside a refusal: nothing is kept of a licence that led to nothing. Answers what becomes of the organisation. */
    release: async (organisation: StoredOrganisation): Promise<Pick<StoredOrganisation, 'licence'>> => {
      const fileId = ofOrganisation(organisation);
      if (fileId) await files.release(fileId);
      return { licence: null };
    },
  };
}

export type Licences = ReturnType<typeof licences>;
