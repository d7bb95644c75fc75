import { Link } from 'react-router';
import { useQuery } from '@tanstack/react-query';
import type { Output } from '../../../server/contract/operations.ts';
import { Empty } from '../../components/empty.tsx';
import { AmountShort } from '../../components/money.tsx';
import { Card, Page } from '../../components/page.tsx';
import { Shown } from '../../components/shown.tsx';
import { Tag } from '../../components/tag.tsx';
import { commonTexts } from '../../lib/common.texts.ts';
import { formatAgo, todayInShanghai } from '../../lib/format.ts';
import { read } from '../../lib/query.ts';
import type { Me } from '../../lib/session.ts';
import { useTexts } from '../../lib/texts.ts';
import { homeTexts } from './home.texts.ts';

/** Home of somebody signed in: what waits for me, what is new, my numbers. */
export function MemberHome({ me }: Readonly<{ me: Me }>) {
  const say = useTexts(homeTexts);
  const common = useTexts(commonTexts);
  const { organisation } = me;
  const isActive = organisation?.state === 'approved';
  return (
    <Page
      title={say('welcome', { name: me.displayName })}
      lead={organisation && `${organisation.name} · ${common(`kind.${organisation.kind}`)}`}
    >
      {!organisation && !me.isAdministrator && (
        <Empty
          title={say('noOrganisation')}
          text={say('noOrganisationText')}
          action={<Link to="/register">{say('join')}</Link>}
        />
      )}
      {organisation?.state === 'pending' && <Empty title={say('pendingTitle')} text={say('pendingText')} />}
      {(organisation?.state === 'refused' || organisation?.state === 'suspended') && (
        <Empty title={say('refusedTitle')} text={say('refusedText')} />
      )}
      {isActive && organisation.kind === 'centre' && <CentreAmount centreId={organisation.id} />}
      {(me.isAdministrator || (isActive && organisation.kind === 'authority')) && <Approvals />}
      {isActive && organisation.kind !== 'authority' && (
        <>
          <Deals />
          <FreshMatches />
        </>
      )}
    </Page>
  );
}

type Deal = Output<'deals.list'>['items'][number];

function Deals() {
  const say = useTexts(homeTexts);
  const waiting = useQuery(read('deals.list', { query: { awaitsMe: 'true', limit: 5 } }));
  const recent = useQuery(read('deals.list', { query: { limit: 6 } }));
  return (
    <div className="halves">
      <Card title={say('waitsTitle')} {...(waiting.data?.items.length ? { tone: 'mine' as const } : {})}>
        <Shown query={waiting}>
          {({ items }) =>
            items.length ? <DealLines deals={items} /> : <Empty title={say('waitsNone')} text={say('waitsNoneText')} />
          }
        </Shown>
      </Card>
      <Card title={say('recentTitle')} aside={<Link to="/deals">{say('allDeals')}</Link>}>
        <Shown query={recent}>
          {({ items }) =>
            items.length ? (
              <DealLines deals={items} />
            ) : (
              <Empty title={say('recentNone')} text={say('recentNoneText')} />
            )
          }
        </Shown>
      </Card>
    </div>
  );
}

function DealLines({ deals }: Readonly<{ deals: readonly Deal[] }>) {
  const say = useTexts(homeTexts);
  return (
    <ul>
      {deals.map((deal) => (
        <li key={deal.id} className="item">
          <Link className="item-title" to={`/deals/${deal.id}`}>
            {deal.patents
              .map(({ title }) => title)
              .filter(Boolean)
              .join('、') ||
              deal.need?.title ||
              deal.supplier.name}
          </Link>
          <span className="muted small">
            {say('dealWith', { name: deal.mySide === 'supplier' ? deal.demander.name : deal.supplier.name })} ·{' '}
            {formatAgo(deal.updatedAt)}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Approvals() {
  const say = useTexts(homeTexts);
  const common = useTexts(commonTexts);
  const query = useQuery(read('accounts.organisations', { query: { state: 'pending', limit: 5 } }));
  return (
    <Card title={say('approveTitle')} aside={<Link to="/organisations">{say('approveAll')}</Link>}>
      <Shown query={query}>
        {({ items }) =>
          items.length ? (
            <ul>
              {items.map(({ id, name, kind }) => (
                <li key={id} className="item">
                  <span className="row">
                    <Link to={`/organisations/${id}`}>{name}</Link>
                    <Tag>{common(`kind.${kind}`)}</Tag>
                  </span>
                </li>
              ))}
            </ul>
          ) : (
            <Empty title={say('approveNone')} />
          )
        }
      </Shown>
    </Card>
  );
}

function CentreAmount({ centreId }: Readonly<{ centreId: string }>) {
  const say = useTexts(homeTexts);
  const query = useQuery(read('metrics.centre', { params: { centreId } }));
  const year = Number(todayInShanghai().slice(0, 4));
  return (
    <Shown query={query}>
      {({ headline }) => {
        const now = headline.find((one) => one.year === year);
        return (
          <Card title={say('amountTitle', { year })} aside={<Link to="/amounts">{say('amountOpen')}</Link>}>
            <p style={{ fontSize: 26, fontWeight: 700 }}>
              <AmountShort money={now?.amount ?? { amount: '0.00', currency: 'CNY' }} />
            </p>
            <p className="muted">{say('amountDeals', { count: now?.deals ?? 0 })}</p>
          </Card>
        );
      }}
    </Shown>
  );
}

function FreshMatches() {
  const say = useTexts(homeTexts);
  const query = useQuery(read('matches.fresh', { query: { limit: 5 } }));
  return (
    <Card title={say('freshTitle')} aside={<Link to="/matches">{say('freshAll')}</Link>}>
      <Shown query={query}>
        {({ items }) =>
          items.length ? (
            <ul>
              {items.map(({ id, need, patent, mySide, score }) => (
                <li key={id} className="item">
                  <span className="row">
                    <Link to={mySide === 'supplier' ? `/patents/${patent.id}/matches` : `/needs/${need.id}/matches`}>
                      {need.title} ↔ {patent.title}
                    </Link>
                    <Tag tone="good">{say('score', { percent: Math.round(score * 100) })}</Tag>
                  </span>
                </li>
              ))}
            </ul>
          ) : (
            <Empty title={say('freshNone')} text={say('freshNoneText')} />
          )
        }
      </Shown>
    </Card>
  );
}
