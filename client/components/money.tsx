import type { MoneyWire } from '../../server/domain/money.ts';
import { formatMoney, formatMoneyShort } from '../lib/format.ts';

/** An exact amount, its digits aligned. */
export const Amount = ({ money }: Readonly<{ money: MoneyWire }>) => (
  <span className="amount">{formatMoney(money)}</span>
);

/** A headline amount: short to read, exact on hover and for screen readers. */
export const AmountShort = ({ money }: Readonly<{ money: MoneyWire }>) => (
  <span className="amount" title={formatMoney(money)}>
    {formatMoneyShort(money)}
  </span>
);
