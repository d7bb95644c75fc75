import { Link } from 'react-router';
import type { Output } from '../../../server/api/operations.ts';
import { Amount } from '../../components/money.tsx';
import { Marked, pickSnippets } from '../../components/snippet.tsx';
import { IndustryMark, LifeMark, MaturityMark } from '../../components/thing-marks.tsx';
import { Tag } from '../../components/tag.tsx';
import { formatList } from '../../lib/format.ts';
import { commonTexts } from '../../lib/common.texts.ts';
import { paths } from '../../lib/paths.ts';
import { useTexts } from '../../lib/texts.ts';
import { patentsTexts } from './patents.texts.ts';

export type FoundPatent = Output<'search.patents'>['items'][number];

/** One search hit: title, marked text and key facts. */
export function FoundPatentView({ patent, isCard }: Readonly<{ patent: FoundPatent; isCard: boolean }>) {
  const say = useTexts(patentsTexts);
  const common = useTexts(commonTexts);
  const { title, body } = pickSnippets(patent.snippets);
  return (
    <article className={isCard ? 'found found-marked found-card' : 'found found-marked'}>
      <IndustryMark of={patent} side="supply" />
      <div className="row">
        <Link className="item-title" to={paths.patent(patent.id)}>
          {title ? <Marked parts={title.parts} /> : patent.title}
        </Link>
        {patent.type && <Tag>{common(`patentType.${patent.type}`)}</Tag>}
        {!patent.isPublic && <Tag tone="wait">{say('notPublic')}</Tag>}
      </div>
      {body && (
        <p className="found-text">
          <Marked parts={body.parts} />
        </p>
      )}
      <p className="muted small found-facts">
        {patent.holders.length > 0 && <span>{formatList(patent.holders.slice(0, 2))}</span>}
        {patent.ipc[0] && <span>{patent.ipc[0]}</span>}
        {patent.remainingMonths !== null && <LifeMark months={patent.remainingMonths} />}
        {patent.maturity !== null && <MaturityMark level={patent.maturity} />}
        {patent.region && <span>{patent.region}</span>}
        <span className="thing-price">
          {patent.askingPrice ? <Amount money={patent.askingPrice} /> : say('priceOpen')}
        </span>
      </p>
      {isCard && (
        <div className="row">
          {patent.routes.map((route) => (
            <Tag key={route} tone="supply">
              {common(`dealRoute.${route}`)}
            </Tag>
          ))}
        </div>
      )}
    </article>
  );
}
