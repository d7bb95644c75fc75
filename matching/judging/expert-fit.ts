import { ipcCoverage } from '../ipc/symbol.ts';
import { singles } from '../text/analyse.ts';

/** What somebody knows: IPC subclasses (or deeper symbols), and words. */
export interface Expertise {
  readonly ipc: readonly string[];
  readonly words: readonly string[];
}

/** What an application is about. */
export interface Subject {
  readonly ipc: readonly string[];
  readonly text: string;
}

/** The best fit. */
export const fullFit = 1000;
const ofIpc = 600;
const ofWords = fullFit - ofIpc;
/** So many words that stand in the text are enough. */
const enoughWords = 3;
/** What an application is about stands at its beginning. */
const readChars = 2000;

/**
 * How well somebody knows what an application is about, a whole number from 0 to 1000: three fifths by how much of its IPC
 * symbols the expertise covers, the rest by the words of it that stand in the text. The text is read once.
 */
export function expertFit({ ipc, text }: Subject): (expertise: Expertise) => number {
  const told = new Set(termsOf(text.slice(0, readChars)));
  const stands = (word: string): boolean => {
    const terms = termsOf(word);
    return terms.length > 0 && terms.every((term) => told.has(term));
  };
  return (expertise) => {
    const wanted = Math.min(enoughWords, expertise.words.length);
    const found = wanted === 0 ? 0 : Math.min(wanted, expertise.words.filter(stands).length) / wanted;
    return Math.round(ofIpc * ipcCoverage(ipc, expertise.ipc) + ofWords * found);
  };
}

/** Stems of words, and pairs of Chinese characters; a lone character stands for itself. */
function termsOf(text: string): string[] {
  const terms: string[] = [];
  const lone: string[] = [];
  let before = '';
  singles(text, (kind, value, _start, _end, joined) => {
    if (kind === 'word') terms.push(`${kind}:${value}`);
    else {
      lone.push(`${kind}:${value}`);
      if (joined && before !== '') terms.push(`pair:${before}${value}`);
    }
    before = kind === 'char' ? value : '';
  });
  return terms.length > 0 ? terms : lone;
}
