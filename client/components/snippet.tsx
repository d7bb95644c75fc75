type Snippet = Readonly<{ field: string; parts: readonly Readonly<{ text: string; isMatch: boolean }>[] }>;

/** A text with the found words marked. */
export const Marked = ({ parts }: Pick<Snippet, 'parts'>) =>
  parts.map(({ text, isMatch }, index) =>
    isMatch ? <mark key={index}>{text}</mark> : <span key={index}>{text}</span>,
  );

/** The snippet of the title and the first of another field, as far as they contain found words. */
export function pickSnippets(snippets: readonly Snippet[]): { title: Snippet | undefined; body: Snippet | undefined } {
  const hit = snippets.filter(({ parts }) => parts.some(({ isMatch }) => isMatch));
  return { title: hit.find(({ field }) => field === 'title'), body: hit.find(({ field }) => field !== 'title') };
}
