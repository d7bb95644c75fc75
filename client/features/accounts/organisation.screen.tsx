import { Link, useParams } from 'react-router';
import { useQuery } from '@tanstack/react-query';
import { Card, Page } from '../../components/page.tsx';
import { Shown } from '../../components/shown.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { commonTexts } from '../../lib/common.texts.ts';
import { formatCount } from '../../lib/format.ts';
import { paths } from '../../lib/paths.ts';
import { PlaceName } from '../../components/place-name.tsx';
import { read } from '../../lib/query.ts';
import { useMe } from '../../lib/session.ts';
import { useTexts } from '../../lib/texts.ts';
import { accountsTexts } from './accounts.texts.ts';
import { InvitationsCard } from './invitations-card.tsx';
import { LicenceLink } from './licence-link.tsx';
import { MembersCard } from './members-card.tsx';
import { OrganisationTag } from './organisation-tag.tsx';
import { OthersLike } from './others-like.tsx';

/** An organisation's public page. */
export function Component() {
  const say = useTexts(accountsTexts);
  const common = useTexts(commonTexts);
  const { organisationId = '' } = useParams();
  const me = useMe();
  const query = useQuery(read('organisations.get', { params: { organisationId } }));
  const seesFigures =
    me?.isAdministrator || me?.organisation?.id === organisationId || me?.organisation?.kind === 'authority';
  return (
    <Shown query={query}>
      {({ version, name, kind, creditCode, sameCode, sameName, place, state, decisionReason, isSme, licence }) => (
        <Page title={name} lead={say('organisation.lead')}>
          <Card>
            <OthersLike text={say('organisations.sameName')} others={sameName} />
            <dl className="facts">
              <dt>{say('organisation.kind')}</dt>
              <dd>{common(`kind.${kind}`)}</dd>
              <dt>{say('organisation.creditCode')}</dt>
              <dd>
                <span className="amount">{creditCode}</span>
                <OthersLike text={say('organisations.sameCode')} others={sameCode} />
              </dd>
              <dt>{say('organisation.place')}</dt>
              <dd>
                <PlaceName of={place} />
              </dd>
              <dt>{say('organisation.state')}</dt>
              <dd>
                <OrganisationTag state={state} />
              </dd>
              {licence && (
                <>
                  <dt>{say('organisation.licence')}</dt>
                  <dd>
                    <LicenceLink of={{ id: organisationId, licence }} />
                  </dd>
                </>
              )}
              {decisionReason && (
                <>
                  <dt>{say('organisation.decisionReason')}</dt>
                  <dd>{decisionReason}</dd>
                </>
              )}
            </dl>
            {isSme && <p>{say('organisation.sme')}</p>}
            {kind === 'centre' && seesFigures && (
              <Link to={paths.amounts(organisationId)}>{say('organisation.figures')}</Link>
            )}
          </Card>
          <OnOffer organisationId={organisationId} />
          {me?.isAdministrator && (
            <>
              <MembersCard title={say('members.title')} organisationId={organisationId} expectedVersion={version} />
              <InvitationsCard organisationId={organisationId} />
            </>
          )}
        </Page>
      )}
    </Shown>
  );
}

const shown = 10;

/** The patents and needs of the organisation that the viewer may see. */
function OnOffer({ organisationId }: Readonly<{ organisationId: string }>) {
  const asked = { query: { organisationId, limit: shown, sort: 'newest' as const } };
  const patents = useQuery(read('search.patents', asked));
  const needs = useQuery(read('search.needs', asked));
  return (
    <div className="halves">
      <Titles what="patents" query={patents} organisationId={organisationId} />
      <Titles what="needs" query={needs} organisationId={organisationId} />
    </div>
  );
}

type Found = Readonly<{ items: readonly Readonly<{ id: string; title: string }>[]; total: number }>;
type TitlesProps = Readonly<{
  what: 'patents' | 'needs';
  query: Parameters<typeof Shown<Found>>[0]['query'];
  organisationId: string;
}>;

function Titles({ what, query, organisationId }: TitlesProps) {
  const say = useTexts(accountsTexts);
  const total = query.data?.total ?? 0;
  return (
    <Card
      title={say(`organisation.${what}`, { count: formatCount(total) })}
      aside={
        total > shown && <Link to={paths[what]({ organisation: organisationId })}>{say('organisation.seeAll')}</Link>
      }
    >
      <Shown query={query} skeleton={<Skeleton lines={6} height={260} />}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="muted">{say('organisation.nothing')}</p>
          ) : (
            <ul>
              {items.map(({ id, title }) => (
                <li key={id} className="item">
                  <Link to={(what === 'patents' ? paths.patent : paths.need)(id)}>{title}</Link>
                </li>
              ))}
            </ul>
          )
        }
      </Shown>
    </Card>
  );
}
