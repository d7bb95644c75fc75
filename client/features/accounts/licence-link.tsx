import { FileLink } from '../../components/file-link.tsx';
import { addressOf } from '../../lib/api.ts';
import type { Output } from '../../../server/api/operations.ts';

/** The licence that came with a registration, for those who may see it; nothing where there is none. */
export function LicenceLink({
  of: { id: organisationId, licence },
}: Readonly<{ of: Pick<Output<'organisations.get'>, 'id' | 'licence'> }>) {
  if (!licence) return null;
  return (
    <FileLink
      file={licence}
      at={(query) => addressOf('organisations.licence', { params: { organisationId }, query })}
    />
  );
}
