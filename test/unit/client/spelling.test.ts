import { join } from 'node:path';
import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { loadTexts } from '../../support/texts.ts';

type Money = Readonly<{ amount: string; currency: 'CNY' | 'USD' }>;
type Life = Readonly<{ remainingMonths: number; lastDay: string | null; legalStatus?: string | null }>;
const load = async <Module>(...path: string[]) => (await import(join('..', '..', '..', 'client', ...path))) as Module;
/** Loaded by path, for their types are the browser's. */
const format = () =>
  load<{
    formatMoney: (money: Money) => string;
    typedYuan: (amount: string | undefined) => string;
    readYuan: (text: string) => string | null;
  }>('lib', 'format.ts');

describe('money', () => {
  it('has one spelling: exact, grouped, with its sign, without cents that are none', async () => {
    const { formatMoney } = await format();
    const spelled = (amount: string, currency: Money['currency'] = 'CNY') => formatMoney({ amount, currency });
    expect(['4590000.00', '500000.50', '-12.00', '0.00'].map((amount) => spelled(amount))).toEqual([
      ...['¥4,590,000', '¥500,000.50', '-¥12', '¥0'],
    ]);
    expect(spelled('5000000.00', 'USD')).toBe('$5,000,000');
  });

  it('stands in a field for typing in the same spelling, and is read as the same amount', async () => {
    const { typedYuan, readYuan } = await format();
    expect([typedYuan('500000.00'), typedYuan(undefined)]).toEqual(['500,000', '']);
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 999_999_999_999_999n }), (fen) => {
        const amount = `${fen / 100n}.${String(fen % 100n).padStart(2, '0')}`;
        expect(readYuan(typedYuan(amount))).toBe(amount);
      }),
    );
  });

  it('is spelled by nothing else on any screen: no amount is put there as it comes over the wire', () => {
    const root = 'client';
    const screens = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx$/.test(name));
    const raw = screens.filter((name) =>
      /\{[\w.?]*(upfront|[pP]rice|budget\w*|amount)\.amount\}|toLocaleString\([^)]*currency/.test(
        readFileSync(join(root, name), 'utf8'),
      ),
    );
    expect(raw).toEqual([]);
  });
});

describe('what is left of a right', () => {
  it('is said in years and months; of what has ended, that it has', async () => {
    const { lifeLeft } = await load<{
      lifeLeft: (life: Life, say: (key: string, values?: object) => string) => string;
    }>(...['features', 'patents', 'patent.ts']);
    const { zh } = await loadTexts('features/patents/patents.texts.ts');
    const words = zh['life'] as Record<string, string>;
    const say = (key: string, values: object = {}) =>
      Object.entries(values).reduce(
        (text, [hole, value]) => text.replace(`{{${hole}}}`, String(value)),
        words[key.split('.')[1] ?? ''] ?? '',
      );
    const left = (life: Life) => lifeLeft(life, say);
    const later = { lastDay: '2999-01-01' };
    expect(left({ remainingMonths: 29, ...later })).toBe('剩余 2 年 5 个月');
    expect(left({ remainingMonths: 24, ...later })).toBe('剩余 2 年');
    expect(left({ remainingMonths: 5, ...later })).toBe('剩余 5 个月');
    expect(left({ remainingMonths: 0, ...later })).toBe('剩余不足 1 个月');
    expect(left({ remainingMonths: 0, lastDay: '2020-01-01' })).toBe('保护期已届满');
    expect(left({ remainingMonths: 30, ...later, legalStatus: 'ended' })).toBe('权利已终止');
  });
});
