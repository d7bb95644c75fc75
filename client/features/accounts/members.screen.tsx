import { useQuery } from '@tanstack/react-query';
import { Page } from '../../components/page.tsx';
import { read } from '../../lib/query.ts';
import { useMe } from '../../lib/session.ts';
import { useTexts } from '../../lib/texts.ts';
import { accountsTexts } from './accounts.texts.ts';
import { InvitationsCard } from './invitations-card.tsx';
import { InviteCard } from './invite-card.tsx';
import { MembersCard } from './members-card.tsx';
import { ReviewsCard } from './reviews-card.tsx';

/** The members of the user's organisation and their roles. */
export function Component() {
  const say = useTexts(accountsTexts);
  const organisationId = useMe()?.organisation?.id;
  return (
    <Page title={say('members.title')} lead={say('members.lead')}>
      {organisationId && <Members organisationId={organisationId} />}
    </Page>
  );
}

function Members({ organisationId }: Readonly<{ organisationId: string }>) {
  const organisation = useQuery(read('organisations.get', { params: { organisationId } }));
  const isAdmin = useMe()?.organisation?.memberRole === 'admin';
  const expectedVersion = organisation.data?.version ?? 0;
  return (
    <div className="split">
      <MembersCard organisationId={organisationId} expectedVersion={expectedVersion} />
      <div className="stack">
        <InviteCard organisationId={organisationId} expectedVersion={expectedVersion} />
        {isAdmin && <InvitationsCard organisationId={organisationId} />}
        <ReviewsCard />
      </div>
    </div>
  );
}
