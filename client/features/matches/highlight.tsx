type Span = Readonly<{ start: number; end: number }>;

/** A text with marked spans (UTF-16 offsets). Overlapping spans are merged. */
export function Highlight({ text, spans }: Readonly<{ text: string; spans: readonly Span[] }>) {
  return runsOf(text, spans).map(({ start, end, isMarked }) =>
    isMarked ? <mark key={start}>{text.slice(start, end)}</mark> : <span key={start}>{text.slice(start, end)}</span>,
  );
}

function runsOf(text: string, spans: readonly Span[]): (Span & { isMarked: boolean })[] {
  const runs: (Span & { isMarked: boolean })[] = [];
  let at = 0;
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (end <= at) continue;
    const from = Math.max(start, at);
    if (from > at) runs.push({ start: at, end: from, isMarked: false });
    runs.push({ start: from, end: Math.min(end, text.length), isMarked: true });
    at = end;
  }
  if (at < text.length) runs.push({ start: at, end: text.length, isMarked: false });
  return runs;
}
