/** A text without what `words` finds at its beginning or (with `$`) at its end, taken away at most eight times. */
export function without(text: string, words: RegExp): string {
  let rest = text;
  for (let round = 0; round < 8; round++) {
    const next = rest.replace(words, '');
    if (next === rest) break;
    rest = next;
  }
  return rest;
}
