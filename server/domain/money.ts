import { Decimal as BaseDecimal } from 'decimal.js';
import { DomainError } from './errors.ts';

/** A clone of our own: the library's default precision of 20 digits would round large sums. */
const Decimal = BaseDecimal.clone({ precision: 40, rounding: BaseDecimal.ROUND_HALF_UP, toExpNeg: -40, toExpPos: 40 });

export const currencies = ['CNY', 'USD'] as const;
export type Currency = (typeof currencies)[number];

/** Money on the wire: `{ "amount": "1200000.00", "currency": "CNY" }`. */
export type MoneyWire = Readonly<{ amount: string; currency: Currency }>;

const amountPattern = /^-?(0|[1-9]\d{0,17})(\.\d{1,2})?$/;

/**
 * An exact amount of one currency, in whole fen (or cents). Made from text only (`Money.of`): never from a JavaScript
 * number, which is not exact. Methods that take another amount throw INVALID_INPUT when its currency differs.
 */
export class Money {
  readonly currency: Currency;
  readonly #value: InstanceType<typeof Decimal>;

  private constructor(value: InstanceType<typeof Decimal>, currency: Currency) {
    this.#value = value;
    this.currency = currency;
  }

  /** Parses at most 18 digits and two decimals; no exponent, `+` or separators. Throws INVALID_INPUT. */
  static of(amount: string, currency: Currency): Money {
    if (!amountPattern.test(amount)) throw new DomainError('INVALID_INPUT', 'money.malformed', { field: 'amount' });
    return new Money(new Decimal(amount), currency);
  }

  static zero(currency: Currency): Money {
    return new Money(new Decimal(0), currency);
  }

  static fromWire(wire: MoneyWire): Money {
    return Money.of(wire.amount, wire.currency);
  }

  /** The sum of amounts, all in `currency`; zero when there are none. */
  static sum(amounts: Iterable<Money>, currency: Currency): Money {
    let total = Money.zero(currency);
    for (const amount of amounts) total = total.plus(amount);
    return total;
  }

  plus(other: Money): Money {
    this.#sameCurrency(other);
    return new Money(this.#value.plus(other.#value), this.currency);
  }

  minus(other: Money): Money {
    return this.plus(other.negated());
  }

  negated(): Money {
    return new Money(this.#value.negated(), this.currency);
  }

  compare(other: Money): -1 | 0 | 1 {
    this.#sameCurrency(other);
    return this.#value.comparedTo(other.#value) as -1 | 0 | 1; // neither side is ever NaN
  }

  equals(other: Money): boolean {
    return this.currency === other.currency && this.#value.equals(other.#value);
  }

  isZero(): boolean {
    return this.#value.isZero();
  }

  isPositive(): boolean {
    return this.#value.greaterThan(0);
  }

  isNegative(): boolean {
    return this.#value.lessThan(0);
  }

  /** This amount times `numerator / denominator` (integers), rounded half up to the fen. */
  times(numerator: number, denominator = 1): Money {
    return new Money(
      this.#value.times(numerator).dividedBy(denominator).toDecimalPlaces(2, Decimal.ROUND_HALF_UP),
      this.currency,
    );
  }

  /** This amount with its two leading digits alone: what is told of several contracts and must tell nothing of one. */
  inTwoDigits(): Money {
    return new Money(this.#value.toSignificantDigits(2).toDecimalPlaces(2), this.currency);
  }

  /**
   * Splits this amount by integer weights into parts that sum exactly to it: each part is rounded down to the fen, and
   * the fen left over go to the largest remainders (ties to the earlier part). Throws RangeError for other weights.
   */
  allocate(weights: readonly number[]): Money[] {
    if (weights.length === 0 || !weights.every((w) => Number.isInteger(w) && w >= 0) || !weights.some((w) => w > 0)) {
      throw new RangeError('weights must be non-negative integers, one of them positive');
    }
    const total = weights.reduce((sum, w) => sum + w, 0);
    const fen = this.#value.abs().times(100);
    const exact = weights.map((w) => fen.times(w).dividedBy(total));
    const parts = exact.map((share) => share.floor());
    let left = fen.minus(parts.reduce((sum, part) => sum.plus(part), new Decimal(0))).toNumber();
    const order = exact
      .map((share, index) => ({ index, remainder: share.minus(share.floor()) }))
      .sort((a, b) => b.remainder.comparedTo(a.remainder) || a.index - b.index);
    for (const { index } of order) {
      if (left <= 0) break;
      const part = parts[index];
      if (part && weights[index]) {
        parts[index] = part.plus(1);
        left--;
      }
    }
    const sign = this.#value.isNegative() ? -1 : 1;
    return parts.map((part) => new Money(part.times(sign).dividedBy(100), this.currency));
  }

  /** Always two decimals: `"1200000.00"`. */
  toString(): string {
    return this.#value.isZero() ? '0.00' : this.#value.toFixed(2);
  }

  toJSON(): MoneyWire {
    return { amount: this.toString(), currency: this.currency };
  }

  /** A number of yuan (or dollars) for scoring and charts, where the last digits do not matter; never for sums. */
  toApproximateNumber(): number {
    return this.#value.toNumber();
  }

  #sameCurrency(other: Money): void {
    if (this.currency !== other.currency)
      throw new DomainError('INVALID_INPUT', 'money.currency', { field: 'currency' });
  }
}

/** A number of yuan to compare and sort by, never for sums; undefined without an amount and for other currencies. */
export const comparableYuan = (wire: MoneyWire | undefined): number | undefined =>
  wire?.currency === 'CNY' ? Money.fromWire(wire).toApproximateNumber() : undefined;
