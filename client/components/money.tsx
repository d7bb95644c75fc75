import type { MoneyWire } from '../../server/domain/money.ts';
import { formatMoney, formatMoneyShort } from '../lib/format.ts';

/** An exact amount, in digits of equal width. */
export const Amount = ({ money }: Readonly<{ money: MoneyWire }>) => (
  <span className="amount">{formatMoney(money)}</span>
);

/** A rounded amount for headlines; the exact one is shown on hover. */
export const AmountShort = ({ money }: Readonly<{ money: MoneyWire }>) => (
  <span className="amount" title={formatMoney(money)}>
    {formatMoneyShort(money)}
  </span>
);
