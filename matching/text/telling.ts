import { units } from './units.ts';

/** Symbols of quantities in texts that are no units of an indicator. */
const otherSymbols = new Set(
  'mah ah ppb mol mmol lx lm cd gs bp px bps kbps mbps gb mb kb tb rad wt vol dbi mpas'.split(' '),
);

/**
 * Whether a word names something when it stands alone: a number, a single letter or sign, a unit, or a number with its
 * unit does not ("C" out of °C), a name such as 5G or 3D does.
 */
export function isTelling(word: string): boolean {
  const plain = word.normalize('NFKC').trim();
  const symbol = plain.replace(/^[\d.,]+\s*/, '');
  if (symbol !== plain && /^[A-Z]$/.test(symbol) && !units.has(symbol)) return true;
  const small = symbol.toLowerCase();
  return [...symbol].length > 1 && !units.has(symbol) && !units.has(small) && !otherSymbols.has(small);
}
