import { Link, useParams } from 'react-router';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { officialTexts } from '../../../server/domain/patents/official-texts.ts';
import { ApproachCard } from '../../components/approach-card.tsx';
import { Card, Page } from '../../components/page.tsx';
import { PatentAtRest, patentAtRest } from '../../components/patent-at-rest.tsx';
import { Shown } from '../../components/shown.tsx';
import { Tag } from '../../components/tag.tsx';
import { WatchButton } from '../../components/watch-button.tsx';
import { formatList } from '../../lib/format.ts';
import { commonTexts } from '../../lib/common.texts.ts';
import { currentLanguage } from '../../lib/language.ts';
import { paths } from '../../lib/paths.ts';
import { useOpen } from '../../lib/use-open.ts';
import { read } from '../../lib/query.ts';
import { useMe } from '../../lib/session.ts';
import { useTexts } from '../../lib/texts.ts';
import { isCentre } from '../../lib/viewer.ts';
import { EditPatent } from './edit-patent.tsx';
import { DealsCard, MatchesCard, OfferCard, SimilarCard } from './around-patent.tsx';
import { HappenedCard } from './happened-card.tsx';
import { LifeCard } from './life-card.tsx';
import type { Patent } from './patent.ts';
import { PatentSteps, PatentTag } from './patent-steps.tsx';
import { patentsTexts } from './patents.texts.ts';

/** The page of one patent. */
export function Component() {
  const { patentId = '' } = useParams();
  const query = useQuery(read('patents.get', { params: { patentId } }));
  return <Shown query={query}>{(patent) => <PatentPage patent={patent} />}</Shown>;
}

function PatentPage({ patent }: Readonly<{ patent: Patent }>) {
  const say = useTexts(patentsTexts);
  const me = useMe();
  const editing = useOpen();
  const isOurs = me?.organisation?.id === patent.organisation.id;
  const seesMatches = isOurs || isCentre(me);
  const atRest = patentAtRest(patent.state);
  return (
    <Page
      title={patent.title}
      actions={!isOurs && <WatchButton kind="patent" thingId={patent.id} title={patent.title} />}
      lead={
        <span className="row">
          <PatentTag state={patent.state} />
          <Link to={paths.organisation(patent.organisation.id)}>
            {say('page.listedBy', { name: patent.organisation.name })}
          </Link>
          {patent.holder === 'other' && <Tag tone="wait">{say('page.holderOther')}</Tag>}
        </span>
      }
    >
      {isOurs && (
        <Card>
          <div className="row">
            <PatentSteps patent={patent} />
            {patent.allowed.includes('revise') && !editing.isOpen && (
              <Button onClick={editing.open}>{say('edit')}</Button>
            )}
          </div>
          {editing.isOpen && <EditPatent patent={patent} onDone={editing.close} />}
        </Card>
      )}
      {!isOurs && <ApproachCard kind="patent" id={patent.id} owner={patent.organisation} isOnOffer={atRest === null} />}
      <div className="split">
        <div className="stack">
          <Card title={say('page.problem')}>
            <p className="prose">{patent.abstract ?? <span className="muted">{say('page.noAbstract')}</span>}</p>
            {(patent.translatedTitle ?? patent.translatedAbstract) && (
              <section aria-label={say('page.translation')}>
                {patent.translatedTitle && (
                  <p>
                    <strong>{patent.translatedTitle}</strong>
                  </p>
                )}
                {patent.translatedAbstract && <p className="prose">{patent.translatedAbstract}</p>}
              </section>
            )}
            {patent.mainClaim && (
              <details>
                <summary>{say('page.claim')}</summary>
                <p className="prose">{patent.mainClaim}</p>
              </details>
            )}
            <FullText number={patent.publicationNumber} />
          </Card>
          <Card title={say('page.facts')}>
            <Facts patent={patent} />
          </Card>
          {me && <DealsCard patentId={patent.id} isOurs={isOurs} />}
          {isOurs && <HappenedCard patentId={patent.id} />}
          {seesMatches && (atRest ? <PatentAtRest reason={atRest} /> : <MatchesCard patentId={patent.id} />)}
        </div>
        <div className="stack split-aside">
          <OfferCard patent={patent} />
          <LifeCard patent={patent} />
        </div>
        {!isOurs && <SimilarCard patentId={patent.id} />}
      </div>
    </Page>
  );
}

/** Links to the published document, with its drawings, where its number leads there. */
function FullText({ number }: Readonly<{ number: string | null }>) {
  const say = useTexts(patentsTexts);
  const texts = officialTexts(number, currentLanguage());
  if (texts.length === 0) return null;
  return (
    <p className="row small no-print">
      <span className="muted">{say('page.fullText')}</span>
      {texts.map(({ source, url }) => (
        <a key={source} href={url} target="_blank" rel="noopener noreferrer external">
          {say(`page.source.${source}`)} ↗
        </a>
      ))}
    </p>
  );
}

function Facts({ patent }: Readonly<{ patent: Patent }>) {
  const say = useTexts(patentsTexts);
  const common = useTexts(commonTexts);
  const { maturity } = patent;
  const facts = {
    applicationNumber: patent.applicationNumber,
    publicationNumber: patent.publicationNumber,
    type: patent.type && common(`patentType.${patent.type}`),
    legalStatus: patent.legalStatus && common(`legalStatus.${patent.legalStatus}`),
    holders: formatList(patent.holders),
    inventors: formatList(patent.inventors),
    ipc: patent.ipc.join(' · '),
    industry: patent.industry,
    maturity: maturity && say('trlWithName', { level: maturity, name: say(`trlName.l${maturity as 1}`) }),
    region: patent.region,
    keywords: formatList(patent.keywords),
  };
  return (
    <dl className="facts">
      {(Object.keys(facts) as (keyof typeof facts)[]).map(
        (field) =>
          facts[field] && (
            <div key={field} style={{ display: 'contents' }}>
              <dt>{say(`field.${field}`)}</dt>
              <dd>{facts[field]}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
