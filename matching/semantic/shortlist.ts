/** Scores are counted in so many steps between 0 and 1 to draw the line. */
const stepCount = 4096;

// Each loop is a function of its own: one long function with several loops, called once a search, is compiled for its
// loops only and thrown away after each (V8 replaces code on the stack), which cost more than the work itself.

/**
 * Some `wanted` places of the highest `scores`, ascending: all whose score reaches a line, drawn by counting scores in steps.
 * Places that score nothing are only among them where others are too few.
 */
export function shortlist(scores: Float64Array, wanted: number): Uint32Array {
  const counts = new Uint32Array(stepCount);
  countSteps(scores, counts);
  return reaching(scores, lineFor(counts, wanted));
}

const stepOf = (score: number) => Math.max(0, Math.min(stepCount - 1, Math.floor(score * stepCount)));

// Indices are within their arrays by construction; the casts spare checks.

function countSteps(scores: Float64Array, counts: Uint32Array): void {
  for (let i = 0; i < scores.length; i++) {
    const step = stepOf(scores[i] as number);
    counts[step] = (counts[step] as number) + 1;
  }
}

/** The lowest step that is taken. */
function lineFor(counts: Uint32Array, wanted: number): number {
  let line = stepCount - 1;
  for (let found = counts[line] as number; line > 1 && found < wanted; found += counts[line] as number) line--;
  return line;
}

function reaching(scores: Float64Array, line: number): Uint32Array {
  const places = new Uint32Array(scores.length);
  let found = 0;
  for (let i = 0; i < scores.length; i++) if (stepOf(scores[i] as number) >= line) places[found++] = i;
  return places.subarray(0, found);
}
