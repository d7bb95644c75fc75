import { Decimal128 } from 'bson';
import { currencies, type Currency, Money } from '../../domain/money.ts';

/** Money as stored: the database's exact decimal. */
type StoredMoney = { amount: Decimal128; currency: Currency };

/** Converts every `Money` in a value, at any depth, to its stored form. */
export function toStored(value: unknown): unknown {
  if (value instanceof Money) {
    return { amount: Decimal128.fromString(value.toString()), currency: value.currency } satisfies StoredMoney;
  }
  return mapParts(value, toStored);
}

/** The reverse of `toStored`. */
export function fromStored(value: unknown): unknown {
  if (isStoredMoney(value)) return Money.of(value.amount.toString(), value.currency);
  return mapParts(value, fromStored);
}

function mapParts(value: unknown, each: (part: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(each);
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, each(part)]));
}

function isStoredMoney(value: unknown): value is StoredMoney {
  if (value === null || typeof value !== 'object' || !('amount' in value) || !('currency' in value)) return false;
  const { amount, currency } = value;
  return isDecimal(amount) && currencies.some((known) => known === currency);
}

/** By its mark and not `instanceof`, because the driver has its own copy of the class. */
const isDecimal = (value: unknown): value is Decimal128 =>
  typeof value === 'object' && value !== null && '_bsontype' in value && value._bsontype === 'Decimal128';
