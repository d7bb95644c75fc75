const digits = '〇一二三四五六七八九';
const plain: Readonly<Record<string, string>> = { 零: '〇', 两: '二', 壹: '一', 贰: '二', 叁: '三', 肆: '四', 伍: '五', 陆: '六', 柒: '七', 捌: '八', 玖: '九', 拾: '十', 佰: '百', 仟: '千', 萬: '万', 億: '亿' }; // prettier-ignore
const tens: Readonly<Record<string, number>> = { 十: 1, 百: 2, 千: 3 };

const simple = (text: string): string =>
  text.replace(/[零两壹贰叁肆伍陆柒捌玖拾佰仟萬億]/g, (character) => plain[character] ?? character);

/** A text in which numbers of days, months and years are digits: 二〇二〇年十二月 is 2020年12月. Runs stay short. */
export function digitsOf(text: string): string {
  return simple(text).replace(/[〇一二三四五六七八九十]{1,8}/g, (run) => {
    if (!run.includes('十')) return [...run].map((character) => digits.indexOf(character)).join('');
    const [, first = '', second = ''] = /^([一二三四五六七八九]?)十([一二三四五六七八九]?)$/.exec(run) ?? [];
    if (run.length > 3 || (first === '' && second === '' && run !== '十')) return run;
    return String((first === '' ? 1 : digits.indexOf(first)) * 10 + (second === '' ? 0 : digits.indexOf(second)));
  });
}

/**
 * A whole number in Chinese characters as digits: 二十 is 20, 三百五十 is 350, 贰拾捌 is 28, 一万二千 is 12000. Undefined for
 * anything else, also for what only sounds like one (三百五 for 350).
 */
export function chineseNumber(text: string): string | undefined {
  if (text.length > 30 || !/^[〇零一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟萬億]+$/.test(text))
    return undefined;
  let total = 0n;
  let group = 0n; // below 万
  let digit: bigint | undefined;
  let lastPower = 5;
  for (const character of simple(text)) {
    const value = digits.indexOf(character);
    const power = tens[character];
    if (value >= 0) {
      if (digit !== undefined && digit !== 0n) return undefined;
      digit = BigInt(value);
      if (value === 0) lastPower = 5;
    } else if (power !== undefined) {
      group += (digit ?? 1n) * 10n ** BigInt(power);
      digit = undefined;
      lastPower = power;
    } else {
      if (group === 0n && digit === undefined) return undefined;
      total =
        character === '亿' ? (total + group + (digit ?? 0n)) * 100_000_000n : total + (group + (digit ?? 0n)) * 10_000n;
      [group, digit, lastPower] = [0n, undefined, 5];
    }
  }
  if (digit !== undefined && digit !== 0n && lastPower > 1 && lastPower < 5) return undefined; // 三百五
  return String(total + group + (digit ?? 0n));
}
