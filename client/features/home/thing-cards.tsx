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
export function PatentCard({ patent }: Readonly<{ patent: Overview['newPatents'][number] }>) {
  const say = useTexts(thingsTexts);
  const { id, title, holders, maturity, remainingMonths, askingPrice } = patent;
  return (
    <li className="thing">
      <IndustryMark of={patent} side="supply" />
      <span>
        <Link className="item-title" to={paths.patent(id)}>
          {title}
        </Link>
        <span className="muted small thing-owner">{formatList(holders.slice(0, 2))}</span>
      </span>
      <span className="muted small thing-facts">
        {maturity !== null && <MaturityMark level={maturity} />}
        {remainingMonths !== null && <LifeMark months={remainingMonths} />}
        <span className="thing-price">{askingPrice ? <Amount money={askingPrice} /> : say('priceOpen')}</span>
      </span>
    </li>
  );
}

/** A need: what it is about, who has it, how far an answer must be, until when, and what may be paid. */
export function NeedCard({ need }: Readonly<{ need: Overview['newNeeds'][number] }>) {
  const say = useTexts(thingsTexts);
  const { id, title, company, minimumMaturity, wantedBy, budgetFrom, budgetTo } = need;
  const most = budgetTo ?? budgetFrom;
  return (
    <li className="thing">
      <IndustryMark of={need} side="demand" />
      <span>
        <Link className="item-title" to={paths.need(id)}>
          {title}
        </Link>
        <span className="muted small thing-owner">{company ?? say('hidden')}</span>
      </span>
      <span className="muted small thing-facts">
        {minimumMaturity !== null && <MaturityMark level={minimumMaturity} from />}
        {wantedBy && <span className="fact">{say('wantedBy', { date: wantedBy })}</span>}
        <span className="thing-price">{most ? <Amount money={most} /> : say('budgetOpen')}</span>
      </span>
    </li>
  );
}
