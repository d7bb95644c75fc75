import type { MoneyWire } from '../../server/domain/money.ts';
import { formatMoney } from '../lib/format.ts';

/** An exact amount, in digits of equal width. */
export const Amount = ({ money }: Readonly<{ money: MoneyWire }>) => (
  <span className="amount">{formatMoney(money)}</span>
);
