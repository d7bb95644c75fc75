/** Units of measure for indicators: the dimension of each and its factor to the dimension's base unit. */

export interface Unit {
  readonly dimension: string;
  readonly factor: number;
  /** Added after scaling (temperatures). */
  readonly offset?: number;
}

const si: Record<string, number> = {
  ...{ T: 1e12, G: 1e9, M: 1e6, k: 1e3, '': 1, c: 1e-2, m: 1e-3, μ: 1e-6, u: 1e-6, n: 1e-9, p: 1e-12, f: 1e-15 },
};

function family(dimension: string, symbol: string, prefixes: string, base = 1): [string, Unit][] {
  return [...prefixes, ''].map((p) => [p + symbol, { dimension, factor: (si[p] ?? 1) * base }]);
}

/** A family whose symbol alone would be mistaken for something else (`C`, `F`, `H`). */
const onlyPrefixed = (...given: Parameters<typeof family>) => family(...given).slice(0, -1);

const named = (dimension: string, rows: Record<string, number>): [string, Unit][] =>
  Object.entries(rows).map(([symbol, factor]) => [symbol, { dimension, factor }]);

/** English words with their plurals. */
const words = (dimension: string, rows: Record<string, number>): [string, Unit][] =>
  named(dimension, rows).flatMap(([word, unit]) => [
    [word, unit],
    [`${word}s`, unit],
  ]);

const [minute, hour, day, year] = [60, 3600, 86_400, 31_557_600] as const;
const [inch, foot] = [0.0254, 0.3048] as const;
const degree = Math.PI / 180;

/** By symbol (exact case, after NFKC). */
export const units: ReadonlyMap<string, Unit> = new Map<string, Unit>([
  ...family('length', 'm', 'kcmμun'),
  ...named('length', { 毫米: 1e-3, 微米: 1e-6, 纳米: 1e-9, 厘米: 1e-2, 米: 1, 公里: 1e3, 千米: 1e3, 丝: 1e-5 }),
  ...words('length', { meter: 1, metre: 1, kilometer: 1e3, millimeter: 1e-3, millimetre: 1e-3, centimeter: 1e-2, micrometer: 1e-6, nanometer: 1e-9, micron: 1e-6, mile: 1609.344 }), // prettier-ignore
  ...named('length', { ft: foot, feet: foot, foot, inches: inch, inch }),
  ...named('area', { m2: 1, cm2: 1e-4, mm2: 1e-6, km2: 1e6, 平方米: 1, 平米: 1, 公顷: 1e4, 亩: 666.667 }),
  ...family('power', 'W', 'GMkmμn'),
  ...named('power', { 千瓦: 1e3, 兆瓦: 1e6, 瓦: 1 }),
  ...words('power', { watt: 1, kilowatt: 1e3, megawatt: 1e6 }),
  ...family('apparent power', 'VA', 'Mk'),
  ...family('voltage', 'V', 'kmμu'),
  ...family('voltage', 'Vrms', 'kmμu'),
  ...named('voltage', { 伏: 1, 千伏: 1e3 }),
  ...words('voltage', { volt: 1, kilovolt: 1e3 }),
  ...family('current', 'A', 'kmμun'),
  ...words('current', { ampere: 1, amp: 1 }),
  ...family('charge', 'Ah', 'km', 3600),
  ...onlyPrefixed('charge', 'C', 'mμnpf'),
  ...family('resistance', 'Ω', 'GMkmμ'),
  ...family('resistance', 'ohm', 'GMk'),
  ...named('resistance', { MOhm: 1e6, kOhm: 1e3 }),
  ...onlyPrefixed('conductance', 'S', 'mμ'),
  ...onlyPrefixed('capacitance', 'F', 'mμnp'),
  ...onlyPrefixed('inductance', 'H', 'mμn'),
  ...family('magnetic field', 'Oe', 'k'),
  ...named('energy product', { MGOe: 1 }),
  ...family('frequency', 'Hz', 'TGMk'),
  ...family('energy', 'J', 'Mkmμn'),
  ...family('energy', 'Wh', 'MGk', 3600),
  ...named('energy', { 度电: 3.6e6, kcal: 4184, cal: 4.184 }),
  ...family('particle energy', 'eV', 'TGMkm'),
  ...family('pressure', 'Pa', 'GMkm'),
  ...named('pressure', { bar: 1e5, mbar: 100, psi: 6894.757, atm: 101_325, mmHg: 133.322, 兆帕: 1e6, 帕: 1 }),
  ...named('mass', { kg: 1, g: 1e-3, mg: 1e-6, μg: 1e-9, ng: 1e-12, t: 1e3, 吨: 1e3, 千克: 1, 公斤: 1, 克: 1e-3, 毫克: 1e-6, 斤: 0.5, lbs: 0.453592, lb: 0.453592 }), // prettier-ignore
  ...words('mass', { kilogram: 1, gram: 1e-3, milligram: 1e-6, ton: 1e3, tonne: 1e3, pound: 0.453592 }),
  ...named('time', { s: 1, ms: 1e-3, μs: 1e-6, us: 1e-6, ns: 1e-9, ps: 1e-12, fs: 1e-15, min: minute, h: hour, hr: hour, hrs: hour }), // prettier-ignore
  ...named('time', { 秒: 1, 毫秒: 1e-3, 微秒: 1e-6, 纳秒: 1e-9, 分钟: minute, 小时: hour, 天: day, 日: day, 周: 7 * day, 年: year, 个月: year / 12, d: day }), // prettier-ignore
  ...words('time', { second: 1, millisecond: 1e-3, microsecond: 1e-6, nanosecond: 1e-9, picosecond: 1e-12, minute, hour, day, week: 7 * day, month: year / 12, year }), // prettier-ignore
  ...named('share', { '%': 0.01, '‰': 0.001, ppm: 1e-6, ppb: 1e-9, percent: 0.01, '%RH': 0.01, 'wt%': 0.01, 'vol%': 0.01, 'wt.%': 0.01 }), // prettier-ignore
  ...named('volume', { L: 1, l: 1, mL: 1e-3, ml: 1e-3, μL: 1e-6, 升: 1, 毫升: 1e-3, m3: 1e3, cm3: 1e-3, mm3: 1e-6, Nm3: 1e3, NmL: 1e-3, 立方米: 1e3, 方: 1e3, 'cubic inches': 0.0163871, 'cubic feet': 28.3168 }), // prettier-ignore
  ...words('volume', { liter: 1, litre: 1, milliliter: 1e-3, gallon: 3.78541 }),
  ...named('rotation', { rpm: 1, 'r/min': 1, '转/分': 1, '转/分钟': 1 }),
  ...named('level', { dB: 1, dBm: 1, 'dB(A)': 1, dBA: 1, 分贝: 1 }),
  ...named('force', { N: 1, kN: 1e3, MN: 1e6, 牛: 1 }),
  ...named('torque', { Nm: 1, kNm: 1e3 }),
  ...named('angle', { '°': degree, 度: degree, degrees: degree, degree, deg: degree, rad: 1, mrad: 1e-3, 弧分: degree / 60, 角分: degree / 60, arcmin: degree / 60, 角秒: degree / 3600, arcsec: degree / 3600 }), // prettier-ignore
  ...named('emittance', { 'mm-mrad': 1, 'mm·mrad': 1 }),
  ...named('viscosity', { cP: 1e-3 }),
  ...named('hardness HV', { HV: 1 }),
  ...named('hardness HRC', { HRC: 1 }),
  ...named('hardness HB', { HB: 1, HBW: 1 }),
  ...named('amount', { mol: 1, mmol: 1e-3, μmol: 1e-6 }),
  ...named('data rate', { bps: 1, kbps: 1e3, Mbps: 1e6, Gbps: 1e9, 'Mbit/s': 1e6, 'Gbit/s': 1e9 }),
  ...named('data', { KB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 }),
  ...named('frame rate', { fps: 1, 帧: 1 }),
  ...named('mesh', { 目: 1 }),
  ...named('times', { 倍: 1 }),
  ...named('grade', { 级: 1 }),
  ...named('digits', { 位: 1, bit: 1, bits: 1 }),
  ...named('count', { 次: 1, cycles: 1, cycle: 1, times: 1, 个: 1, 台: 1, 套: 1, 只: 1, 朵: 1, 株: 1, 颗: 1, 粒: 1, 片: 1, 块: 1, 根: 1, 张: 1, 路: 1, 孔: 1, 组: 1, 辆: 1, 头: 1, 层: 1 }), // prettier-ignore
  ['°C', { dimension: 'temperature', factor: 1, offset: 273.15 }],
  ['摄氏度', { dimension: 'temperature', factor: 1, offset: 273.15 }],
  ['degrees Celsius', { dimension: 'temperature', factor: 1, offset: 273.15 }],
  ['degrees C', { dimension: 'temperature', factor: 1, offset: 273.15 }],
  ['K', { dimension: 'temperature', factor: 1 }],
  ['°F', { dimension: 'temperature', factor: 5 / 9, offset: 255.372_222_222 }],
  ['degrees Fahrenheit', { dimension: 'temperature', factor: 5 / 9, offset: 255.372_222_222 }],
]);

/** Symbols whose case does not matter (MPA, Khz), because no other unit is written with the same letters. */
const anyCase = new Map<string, Unit | null>();
for (const [symbol, unit] of units) {
  const lower = symbol.toLowerCase();
  if (lower.length > 1) anyCase.set(lower, anyCase.has(lower) && anyCase.get(lower) !== unit ? null : unit);
}

const atom = `(?:${[...units.keys()]
  .sort((a, b) => b.length - a.length)
  .map((symbol) => symbol.replace(/[%/.°()]/g, '\\$&'))
  .join('|')})`;

/** A unit, or several by `/` and `·`: `mg/L`, `N·m`, `NmL/(L·h)`, `N/3cm`. */
export const unitPattern = `${atom}(?:[·⋅]${atom}){0,2}(?:/\\(${atom}(?:[·⋅]${atom})?\\)|/\\d{0,4}${atom}){0,2}`;

const known = new Map<string, Unit | undefined>();

/** The unit of a text that `unitPattern` matched; one made of several has their dimensions, joined. */
export function unitOf(text: string): Unit | undefined {
  if (known.has(text)) return known.get(text);
  const unit = single(text) ?? compound(text);
  if (known.size < 5000) known.set(text, unit);
  return unit;
}

const single = (symbol: string): Unit | undefined =>
  units.get(symbol) ?? anyCase.get(symbol.toLowerCase()) ?? undefined;

function compound(text: string): Unit | undefined {
  let factor = 1;
  const above: string[] = [];
  const below: string[] = [];
  for (const [, slash, digits, symbol = ''] of text.replace(/[()]/g, '').matchAll(/(^|[/·⋅])(\d*)([^/·⋅]+)/g)) {
    const unit = single(symbol);
    if (!unit) return undefined;
    const isBelow = slash === '/' || (slash !== '' && below.length > 0);
    (isBelow ? below : above).push(unit.dimension);
    factor *= (isBelow ? 1 / unit.factor : unit.factor) / (digits ? Number(digits) : 1);
  }
  const dimension = [above.sort().join('·'), ...below.sort()].join('/');
  return Number.isFinite(factor) ? { dimension, factor } : undefined;
}
