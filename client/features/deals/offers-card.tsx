import { Button } from 'antd';
import { Empty } from '../../components/empty.tsx';
import { Card } from '../../components/page.tsx';
import { Tag } from '../../components/tag.tsx';
import { commonTexts } from '../../lib/common.texts.ts';
import { formatInstant } from '../../lib/format.ts';
import { useTexts } from '../../lib/texts.ts';
import type { Deal } from './deal.ts';
import { dealsTexts } from './deals.texts.ts';
import { TermsView } from '../../components/terms-view.tsx';

const tones = { open: 'wait', accepted: 'good', superseded: 'plain', withdrawn: 'plain' } as const;

/** All offers, newest first, each with the fields it changed. */
export function OffersCard({ deal, onOffer }: Readonly<{ deal: Deal; onOffer: () => void }>) {
  const say = useTexts(dealsTexts);
  const common = useTexts(commonTexts);
  const newestFirst = [...deal.offers].reverse();
  return (
    <Card title={say('offers')}>
      {newestFirst.length === 0 && (
        <Empty
          title={say('noOffer')}
          text={say('noOfferText')}
          action={
            deal.allowed.includes('offer') && (
              <Button type="primary" onClick={onOffer}>
                {say('makeOffer')}
              </Button>
            )
          }
        />
      )}
      {newestFirst.map(({ number, by, terms, at, state, changed, validUntil }) => (
        <article key={number} className={`offer offer-${state}`}>
          <div className="row">
            <h3>{say('offerNumber', { number })}</h3>
            <Tag tone={by === 'supplier' ? 'supply' : 'demand'}>{say('offerBy', { side: common(`side.${by}`) })}</Tag>
            <Tag tone={tones[state]}>{say(`offerState.${state}`)}</Tag>
            <span className="muted small">
              {formatInstant(at)}
              {validUntil && ` · ${say('validUntil')} ${validUntil}`}
            </span>
          </div>
          <TermsView terms={terms} before={deal.offers[number - 2]?.terms} changed={changed} />
        </article>
      ))}
    </Card>
  );
}
