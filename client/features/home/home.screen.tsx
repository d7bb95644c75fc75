import { useMe } from '../../lib/session.ts';
import { PageSkeleton } from '../../components/skeleton.tsx';
import { MemberHome } from './member-home.tsx';
import { PublicHome } from './public-home.tsx';

/** The home page, of a signed-in user or of a visitor. */
export function Component() {
  const me = useMe();
  if (me === undefined) return <PageSkeleton />;
  return me ? <MemberHome me={me} /> : <PublicHome />;
}
