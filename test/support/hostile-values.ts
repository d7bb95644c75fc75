import { z } from 'zod';
import type { Random } from '../../scripts/generator/random.ts';

/** A part of a JSON schema, as far as the table's schemas use it. */
type Shape = Readonly<{
  type?: string;
  properties?: Record<string, Shape>;
  required?: readonly string[];
  items?: Shape;
  enum?: readonly unknown[];
  const?: unknown;
  anyOf?: readonly Shape[];
  oneOf?: readonly Shape[];
  $ref?: string;
  $defs?: Record<string, Shape>;
  format?: string;
  pattern?: string;
  minimum?: number;
  maximum?: number;
}>;

const texts = [
  '',
  ' ',
  '电池散热',
  "' OR 1=1 --",
  '{"$gt":""}',
  '$where',
  '__proto__',
  'constructor',
  '../../../../etc/passwd',
  '<script>alert(1)</script>',
  '=HYPERLINK("http://x")',
  '\u202Eevil',
  '\u200B',
  '\uFEFF',
  '\uD800',
  'a\0b',
  '𠮷'.repeat(50),
  '%00%ff%E0%A4%A',
  'Ｄ１２３４５６',
  '((((((((((a+)+)+)+',
  '<'.repeat(2_000),
  ' '.repeat(5_000),
  'x'.repeat(30_000),
  '"',
  '\\',
  '\r\nset-cookie: a=b',
  'CN202010123456.7',
  '-40℃',
  '9'.repeat(400),
  'NaN',
  '1e999',
  '0000-00-00',
  '2026-02-30',
  '99999-01-01',
];
const numbers = [
  0,
  -0,
  1,
  -1,
  0.1,
  1e308,
  -1e308,
  Number.MAX_SAFE_INTEGER,
  2 ** 53,
  2 ** 31,
  -(2 ** 31),
  4_294_967_296,
];

/**
 * Input that a schema allows in its form, spoilt here and there: wrong types, absent and unknown fields, poisoned names,
 * texts that break parsers, numbers at their ends. `ids` are those of things that exist, so that it gets past NOT_FOUND.
 */
export function hostileValues(random: Random, ids: readonly string[]) {
  const cursors = () =>
    random.pick([
      random.pick(texts),
      Buffer.from(JSON.stringify(random.pick([[null], [{ $gt: '' }, 1], [1e400, 'x'], [], {}, 'x', -1]))).toString(
        'base64url',
      ),
    ]);
  const id = () => (random.chance(0.8) ? random.pick(ids) : random.pick(texts));
  const date = () => random.pick(['2026-05-04', '2026-12-31', '1900-01-01', ...texts.slice(-4)]);

  const rubbish = (depth = 0): unknown => {
    switch (random.between(0, depth > 3 ? 4 : 7)) {
      case 0:
        return random.pick(texts);
      case 1:
        return random.pick(numbers);
      case 2:
        return null;
      case 3:
        return random.chance(0.5);
      case 4:
        return id();
      case 5:
        return Array.from({ length: random.between(0, 4) }, () => rubbish(depth + 1));
      case 6:
        return JSON.parse(`{"__proto__":{"isAdministrator":true},"toString":1,"$where":"1"}`);
      default:
        return Object.fromEntries([[random.pick(texts), rubbish(depth + 1)]]);
    }
  };

  const text = ({ format, pattern }: Shape): unknown => {
    if (format === 'date') return date();
    if (format === 'date-time') return random.pick(['2026-05-04T02:00:00.000Z', random.pick(texts)]);
    if (format === 'email') return random.pick(['someone@example.org', random.pick(texts)]);
    if (pattern?.includes('0-9a-f')) return id();
    return random.chance(0.3) ? random.pick(['1.00', '000000', '330106', '2026', 'x']) : random.pick(texts);
  };

  const valueOf = (shape: Shape, root: Shape, spoil: number): unknown => {
    if (random.chance(spoil)) return rubbish();
    if (shape.$ref) return valueOf(root.$defs?.[shape.$ref.split('/').at(-1) ?? ''] ?? {}, root, spoil);
    const choices = shape.anyOf ?? shape.oneOf;
    if (choices) return valueOf(random.pick(choices), root, spoil);
    if ('const' in shape) return shape.const;
    if (shape.enum) return random.pick(shape.enum);
    switch (shape.type) {
      case 'object': {
        const fields = Object.entries(shape.properties ?? {}).flatMap(([name, part]): [string, unknown][] => {
          if (random.chance(shape.required?.includes(name) ? spoil / 2 : 0.4)) return [];
          return [[name, name === 'cursor' ? cursors() : valueOf(part, root, spoil)]];
        });
        if (random.chance(spoil / 2)) fields.push([random.pick(texts), rubbish()]);
        return Object.fromEntries(fields);
      }
      case 'array':
        return Array.from({ length: random.pick([0, 1, 2, 3, 600]) }, () => valueOf(shape.items ?? {}, root, spoil));
      case 'integer':
      case 'number':
        return random.chance(0.6) ? random.between(0, 5) : random.pick(numbers);
      case 'boolean':
        return random.chance(0.5);
      case 'null':
        return null;
      case 'string':
        return text(shape);
      default:
        return rubbish();
    }
  };

  const shapes = new Map<z.ZodType, Shape>();
  const shapeOf = (schema: z.ZodType): Shape => {
    const known = shapes.get(schema);
    if (known) return known;
    const made = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape;
    shapes.set(schema, made);
    return made;
  };

  return {
    rubbish,
    text: () => random.pick(texts),
    id,
    /** Input for a schema; half of it is left as the schema wants it. */
    of: (schema: z.ZodType): unknown => {
      const shape = shapeOf(schema);
      return valueOf(shape, shape, random.pick([0, 0, 0.02, 0.1]));
    },
  };
}
