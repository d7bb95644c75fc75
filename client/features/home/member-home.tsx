import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { AskedFirst } from '../../components/asked-first.tsx';
import { Empty } from '../../components/empty.tsx';
import { Page } from '../../components/page.tsx';
import { commonTexts } from '../../lib/common.texts.ts';
import { paths } from '../../lib/paths.ts';
import type { Me } from '../../lib/session.ts';
import { useTexts } from '../../lib/texts.ts';
import { Approvals, Centres } from './authority-cards.tsx';
import { NewProjects } from './catalogue-cards.tsx';
import { homeTexts } from './home.texts.ts';
import { AuthorityNumbers, CentreNumbers, TraderNumbers } from './numbers.tsx';
import { Watched } from './watched-card.tsx';
import { Waiting } from './waiting-card.tsx';
import { FreshMatches, Introductions, RecentDeals } from './work-cards.tsx';

type Organisation = NonNullable<Me['organisation']>;

/** The home page of a signed-in user: tasks, news and numbers for the kind of organisation. */
export function MemberHome({ me }: Readonly<{ me: Me }>) {
  const say = useTexts(homeTexts);
  const common = useTexts(commonTexts);
  const { organisation } = me;
  return (
    <Page
      title={say('welcome', { name: me.displayName })}
      lead={organisation && `${organisation.name} · ${common(`kind.${organisation.kind}`)}`}
    >
      {!organisation && !me.isAdministrator && (
        <Empty
          title={say('noOrganisation')}
          text={say('noOrganisationText')}
          action={
            <Link className="button" to={paths.register()}>
              {say('join')}
            </Link>
          }
        />
      )}
      {organisation?.state === 'pending' && <Held title={say('pendingTitle')} text={say('pendingText')} />}
      {(organisation?.state === 'refused' || organisation?.state === 'suspended') && (
        <Held title={say('refusedTitle')} text={say('refusedText')} />
      )}
      {me.isAdministrator && (
        <>
          <AuthorityNumbers />
          <Approvals />
        </>
      )}
      {organisation?.state === 'approved' && homeOf(organisation)}
    </Page>
  );
}

/** Shown while an organisation is not approved; it can still browse. */
function Held({ title, text }: Readonly<{ title: string; text: string }>) {
  const common = useTexts(commonTexts);
  return (
    <Empty
      title={title}
      text={text}
      action={
        <div className="row">
          <Link to={paths.patents()}>{common('lookAtPatents')}</Link>
          <Link to={paths.needs()}>{common('lookAtNeeds')}</Link>
        </div>
      }
    />
  );
}

function homeOf(organisation: Organisation): ReactNode {
  switch (organisation.kind) {
    case 'university':
    case 'institute':
    case 'company':
      return (
        <>
          <TraderNumbers kind={organisation.kind} />
          <Work />
        </>
      );
    case 'centre':
      return (
        <AskedFirst thing="deals">
          <AskedFirst thing="contracts">
            <CentreNumbers centreId={organisation.id} />
            <Work news={<Introductions />} />
          </AskedFirst>
        </AskedFirst>
      );
    case 'authority':
      return (
        <>
          <AuthorityNumbers />
          <div className="halves">
            <Approvals />
            <Centres />
          </div>
        </>
      );
    case 'financier':
      return (
        <>
          <NewProjects only={['equity', 'financing']} />
          <Work />
        </>
      );
  }
}

const Work = ({ news = <FreshMatches /> }: Readonly<{ news?: ReactNode }>) => (
  <div className="split split-even">
    <div className="stack">
      <Waiting />
      {news}
    </div>
    <div className="stack">
      <RecentDeals />
      <Watched />
    </div>
  </div>
);
