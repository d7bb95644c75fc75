import { random } from '../../../matching/semantic/random.ts';
import { relativesAmong } from '../../../matching/semantic/relatives.ts';

describe('words of like meaning', () => {
  const [words, dimensions] = [60, 80]; // more directions than the 64 that are looked at first
  const next = random(3);
  const some = (size: number) => Float32Array.from({ length: size }, () => next() - 0.5);
  const topics = [some(dimensions), some(dimensions), some(dimensions)];
  const strengths = Float32Array.from({ length: dimensions }, (_, c) => 1 / (1 + c / 20));
  const terms = Uint32Array.from({ length: words }, (_, row) => 10 + 3 * row);
  // the last topic's later words go apart in the directions that are not looked at first; a last row of no term: a class
  const apart = (row: number, c: number) => (row % 3 === 2 && row > 30 && c >= 64 ? 20 : row / 20);
  const directions = Float32Array.from(
    Array.from({ length: words + 1 }, (_, row) => {
      const noise = some(dimensions);
      return Array.from(topics[row % 3] ?? [], (x, c) => x + apart(row, c) * (noise[c] ?? 0));
    }).flat(),
  );
  const isWord = (term: number) => term % 5 !== 0;

  const cosine = (a: number, b: number, length: number) => {
    const at = (row: number, c: number) => (directions[row * dimensions + c] ?? 0) * (strengths[c] ?? 0);
    const product = (x: number, y: number) =>
      Array.from({ length }, (_, c) => at(x, c) * at(y, c)).reduce((sum, one) => sum + one, 0);
    return product(a, b) / Math.sqrt(product(a, a) * product(b, b));
  };

  it('are those alike in the leading directions and in all, found from either side, whole words only', () => {
    const { starts, terms: others, cosines } = relativesAmong({ terms, directions, strengths }, isWord);
    let [alike, onlyAtFirst, onlyInAll] = [0, 0, 0];
    for (let row = 0; row < words; row++) {
      const own = terms[row] ?? 0;
      const expected = new Map<number, number>();
      for (let other = 0; other < words; other++) {
        const term = terms[other] ?? 0;
        if (other === row || !isWord(own) || !isWord(term)) continue;
        const [leading, all] = [cosine(row, other, 64), cosine(row, other, dimensions)];
        if (leading > 0.5 && all > 0.3) expected.set(term, all);
        else if (leading > 0.5) onlyAtFirst++;
        else if (all > 0.3) onlyInAll++;
      }
      const found = [...others.subarray(starts[row], starts[row + 1])];
      expect(found.sort((a, b) => a - b)).toEqual([...expected.keys()]);
      others.subarray(starts[row], starts[row + 1]).forEach((term, i) => {
        expect(cosines[(starts[row] ?? 0) + i]).toBeCloseTo(expected.get(term) ?? 0, 5);
      });
      alike += found.length;
    }
    expect(alike).toBeGreaterThan(100);
    expect(onlyInAll).toBeGreaterThan(10);
    expect(onlyAtFirst).toBeGreaterThan(10);
    expect(starts).toHaveLength(words + 1);
  });

  it('are none where there are no words', () => {
    const none = relativesAmong({ terms, directions, strengths }, () => false);
    expect([...none.starts].every((start) => start === 0)).toBe(true);
    expect(none.terms).toHaveLength(0);
    const nothing = { terms: new Uint32Array(0), directions: new Float32Array(0), strengths: new Float32Array(0) };
    expect(relativesAmong(nothing, isWord).starts).toHaveLength(1);
  });
});
