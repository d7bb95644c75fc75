/** Units of measure for indicators: the dimension of each and its factor to the dimension's base unit. */

export interface Unit {
  readonly dimension: string;
  readonly factor: number;
  /** Added after scaling (temperatures). */
  readonly offset?: number;
}

const si: Record<string, number> = { G: 1e9, M: 1e6, k: 1e3, '': 1, c: 1e-2, m: 1e-3, μ: 1e-6, u: 1e-6, n: 1e-9 };

function family(dimension: string, symbol: string, prefixes: string, base = 1): [string, Unit][] {
  return [...prefixes, ''].map((p) => [p + symbol, { dimension, factor: (si[p] ?? 1) * base }]);
}

const named = (dimension: string, rows: Record<string, number>): [string, Unit][] =>
  Object.entries(rows).map(([symbol, factor]) => [symbol, { dimension, factor }]);

/** By symbol (exact case, after NFKC). */
export const units: ReadonlyMap<string, Unit> = new Map<string, Unit>([
  ...family('length', 'm', 'kcmμun'),
  ...named('length', { 毫米: 1e-3, 微米: 1e-6, 纳米: 1e-9, 厘米: 1e-2, 米: 1, 公里: 1e3, 千米: 1e3 }),
  ...family('power', 'W', 'GMkm'),
  ...named('power', { 千瓦: 1e3, 兆瓦: 1e6, 瓦: 1 }),
  ...family('voltage', 'V', 'kmμu'),
  ...named('voltage', { 伏: 1, 千伏: 1e3 }),
  ...family('current', 'A', 'kmμun'),
  ...family('frequency', 'Hz', 'GMk'),
  ...family('energy', 'J', 'Mk'),
  ...family('energy', 'Wh', 'Mk', 3600),
  ...family('pressure', 'Pa', 'GMk'),
  ...named('pressure', { bar: 1e5, 兆帕: 1e6 }),
  ...named('mass', { kg: 1, g: 1e-3, mg: 1e-6, μg: 1e-9, t: 1e3, 吨: 1e3, 千克: 1, 公斤: 1, 克: 1e-3 }),
  ...named('time', { s: 1, ms: 1e-3, μs: 1e-6, ns: 1e-9, min: 60, h: 3600, 秒: 1, 毫秒: 1e-3, 分钟: 60, 小时: 3600 }),
  ...named('time', {
    天: 86400,
    年: 31_557_600,
    个月: 2_629_800,
    d: 86400,
    hours: 3600,
    hour: 3600,
    years: 31_557_600,
  }),
  ...named('share', { '%': 0.01, '‰': 0.001, ppm: 1e-6, percent: 0.01 }),
  ...named('volume', { L: 1, l: 1, mL: 1e-3, ml: 1e-3, 升: 1, 毫升: 1e-3, 'm³': 1e3, m3: 1e3, 立方米: 1e3 }),
  ...named('rotation', { rpm: 1, 'r/min': 1, '转/分': 1 }),
  ...named('level', { dB: 1, dBm: 1 }),
  ...named('force', { N: 1, kN: 1e3 }),
  ...named('count', { 次: 1, cycles: 1, 个: 1 }),
  ['°C', { dimension: 'temperature', factor: 1, offset: 273.15 }],
  ['摄氏度', { dimension: 'temperature', factor: 1, offset: 273.15 }],
  ['K', { dimension: 'temperature', factor: 1 }],
  ['°F', { dimension: 'temperature', factor: 5 / 9, offset: 255.372_222_222 }],
]);
