import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Output } from '../../../server/api/operations.ts';
import { Amount } from '../../components/money.tsx';
import { IndustryMark, LifeMark, MaturityMark } from '../../components/thing-marks.tsx';
import { thingsTexts } from '../../components/things.texts.ts';
import { formatList } from '../../lib/format.ts';
import { paths } from '../../lib/paths.ts';
import { useTexts } from '../../lib/texts.ts';

type Overview = Output<'overview.get'>;

/** A patent on offer: what it is about, whose it is, how far and how old it is, and what it costs. */
export function PatentCard({ patent }: Readonly<{ patent: NonNullable<Overview['newPatents']>[number] }>) {
  const say = useTexts(thingsTexts);
  const { title, holders, maturity, remainingMonths, askingPrice } = patent;
  return (
    <ThingCard
      side="supply"
      of={patent}
      title={title}
      to={paths.patent(patent.id)}
      owner={formatList(holders.slice(0, 2))}
      price={askingPrice ? <Amount money={askingPrice} /> : say('priceOpen')}
    >
      {maturity !== null && <MaturityMark level={maturity} />}
      {remainingMonths !== null && <LifeMark months={remainingMonths} />}
    </ThingCard>
  );
}

/** A need: what it is about, who has it, how far an answer must be, until when, and what may be paid. */
export function NeedCard({ need }: Readonly<{ need: NonNullable<Overview['newNeeds']>[number] }>) {
  const say = useTexts(thingsTexts);
  const { title, company, minimumMaturity, wantedBy, budgetFrom, budgetTo } = need;
  const most = budgetTo ?? budgetFrom;
  return (
    <ThingCard
      side="demand"
      of={need}
      title={title}
      to={paths.need(need.id)}
      owner={company ?? say('hidden')}
      price={most ? <Amount money={most} /> : say('budgetOpen')}
    >
      {minimumMaturity !== null && <MaturityMark level={minimumMaturity} from />}
      {wantedBy && <span className="fact">{say('wantedBy', { date: wantedBy })}</span>}
    </ThingCard>
  );
}

type ThingCardProps = Parameters<typeof IndustryMark>[0] &
  Readonly<{ title: string; to: string; owner: string; price: ReactNode; children: ReactNode }>;

/** A listing at a glance: the mark of its industry, its title and owner, its facts, and its price at the end of the line. */
function ThingCard({ side, of, title, to, owner, price, children }: ThingCardProps) {
  return (
    <li className="thing">
      <IndustryMark of={of} side={side} />
      <span>
        <Link className="item-title" to={to}>
          {title}
        </Link>
        <span className="muted small thing-owner">{owner}</span>
      </span>
      <span className="muted small thing-facts">
        {children}
        <span className="thing-price">{price}</span>
      </span>
    </li>
  );
}
