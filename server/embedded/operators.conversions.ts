/** Operators that turn one type into another, and the texts that keep MongoDB's patterns. */
import { Decimal128, Double, ObjectId } from 'bson';
import { type Doc, type Value } from './bson.ts';
import { isNumeric, type Numeric } from './compare.ts';
import { badValue, refuse } from './errors.ts';
import { fits32, fits64, toDouble } from './numbers.ts';
import {
  type Compile,
  fields,
  type Make,
  mismatch,
  type Operators,
  part,
  simple,
  type Variables,
} from './operator-tools.ts';
import { regex } from './regex.ts';
import { truthy, typeName } from './types.ts';

const ISO = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d(?:\.\d{1,3})?)?(Z|[+-]\d\d:?\d\d)?)?$/;
/** MongoDB reads many forms of dates; here only the one that cannot be misread, without a zone in UTC. */
const instant = (text: string): number => {
  const [, day, time = '00:00', seconds = ':00', zone = 'Z'] = ISO.exec(text) ?? [];
  if (day === undefined) return refuse(`'${text}' as a date, other than YYYY-MM-DDThh:mm:ss`);
  const isDay = new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day);
  return isDay ? Date.parse(`${day}T${time}${seconds}${zone}`) : NaN;
};

const convert = (v: Value | undefined, to: string): Value => {
  const fail = (): never => badValue(`Failed to convert ${typeName(v)} to ${to}`);
  if (v == null) return null;
  if (to === 'bool') return truthy(v);
  if (to === 'string') {
    if (typeof v === 'string') return v;
    if (v instanceof Date) return v.toISOString();
    if (isNumeric(v) || v instanceof ObjectId || typeof v === 'boolean')
      return v instanceof Double ? String(v.value) : v.toString();
    return fail();
  }
  if (to === 'objectId')
    return v instanceof ObjectId ? v : typeof v === 'string' && /^[0-9a-f]{24}$/i.test(v) ? new ObjectId(v) : fail();
  if (to === 'date') {
    if (v instanceof Date) return v;
    if (v instanceof ObjectId) return v.getTimestamp();
    const ms =
      typeof v === 'string' ? instant(v) : isNumeric(v) && typeof v !== 'number' ? Math.trunc(toDouble(v)) : NaN;
    return Number.isNaN(ms) ? fail() : new Date(ms);
  }
  if (v instanceof Date) {
    if (to === 'int') return fail();
    return convert(BigInt(v.getTime()), to);
  }
  if (typeof v === 'boolean') return convert(v ? 1 : 0, to);
  const text = isNumeric(v)
    ? v instanceof Double
      ? String(v.value)
      : v.toString()
    : typeof v === 'string'
      ? v
      : fail();
  const isInteger = /^[+-]?\d+$/.test(text);
  switch (to) {
    case 'double':
      return /^[+-]?(\d+\.?\d*([eE][+-]?\d+)?|\.\d+|Infinity|NaN)$/.test(text) ? new Double(Number(text)) : fail();
    case 'decimal':
      try {
        return v instanceof Double ? Decimal128.fromString(v.value.toPrecision(15)) : Decimal128.fromString(text);
      } catch {
        return fail();
      }
    case 'int':
    case 'long': {
      if (!isInteger && typeof v === 'string') return fail();
      if (isNumeric(v) && !isInteger && !Number.isFinite(toDouble(v))) return fail();
      const n = isInteger ? BigInt(text) : BigInt(Math.trunc(toDouble(v as Numeric))); // a number: strings were whole
      if (to === 'int') return fits32(n) ? Number(n) : fail();
      return fits64(n) ? n : fail();
    }
    default:
      return badValue(`Unknown type name: ${to}`);
  }
};

const conversion = (name: string, to: string): [string, Make] => [name, simple(name, 1, 1, (v) => convert(v, to))];

const pattern = (compile: Compile, v: Doc, doc: Doc, vars: Variables): RegExp | null => {
  const source = part(compile, v, 'regex')(doc, vars);
  const options = v.has('options') ? part(compile, v, 'options')(doc, vars) : '';
  if (source == null) return null;
  if (typeof source === 'string') return regex(source, typeof options === 'string' ? options : '');
  if (typeof source === 'object' && 'pattern' in source) return regex(source.pattern, source.options);
  return badValue('$regexMatch needs a string or a regex');
};

export const CONVERSIONS: Operators = [
  [
    '$concat',
    (operand, compile) => {
      const args = (Array.isArray(operand) ? operand : [operand]).map(compile);
      return (doc, vars) => {
        const values = args.map((e) => e(doc, vars));
        if (values.some((v) => v == null)) return null;
        return values
          .map((v) => (typeof v === 'string' ? v : mismatch(`$concat only supports strings, not ${typeName(v)}`)))
          .join('');
      };
    },
  ],
  [
    '$regexMatch',
    (operand, compile) => {
      const spec = fields(operand, '$regexMatch', ['input', 'regex'], ['options']);
      const input = part(compile, spec, 'input');
      return (doc, vars) => {
        const [v, test] = [input(doc, vars), pattern(compile, spec, doc, vars)];
        return typeof v === 'string' && test !== null && test.test(v);
      };
    },
  ],
  conversion('$toString', 'string'),
  conversion('$toInt', 'int'),
  conversion('$toLong', 'long'),
  conversion('$toDouble', 'double'),
  conversion('$toDecimal', 'decimal'),
  conversion('$toBool', 'bool'),
  conversion('$toDate', 'date'),
  conversion('$toObjectId', 'objectId'),
  [
    '$convert',
    (operand, compile) => {
      const spec = fields(operand, '$convert', ['input', 'to'], ['onError', 'onNull']);
      const [input, to] = [part(compile, spec, 'input'), part(compile, spec, 'to')];
      return (doc, vars) => {
        const v = input(doc, vars);
        if (v == null) return spec.has('onNull') ? part(compile, spec, 'onNull')(doc, vars) : null;
        const type = to(doc, vars);
        if (typeof type !== 'string') return refuse('$convert to a type by number');
        try {
          return convert(v, type);
        } catch (error) {
          if (spec.has('onError')) return part(compile, spec, 'onError')(doc, vars);
          throw error;
        }
      };
    },
  ],
];
