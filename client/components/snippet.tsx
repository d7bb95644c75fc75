type Snippet = Readonly<{ field: string; parts: readonly Readonly<{ text: string; isMatch: boolean }>[] }>;

/** A piece of text in which the found words are marked. */
export const Marked = ({ parts }: Pick<Snippet, 'parts'>) =>
  parts.map(({ text, isMatch }, index) =>
    isMatch ? <mark key={index}>{text}</mark> : <span key={index}>{text}</span>,
  );

/** The title with its found words marked, and the best piece of another field that has some. */
export function pickSnippets(snippets: readonly Snippet[]): { title: Snippet | undefined; body: Snippet | undefined } {
  const hit = snippets.filter(({ parts }) => parts.some(({ isMatch }) => isMatch));
  return { title: hit.find(({ field }) => field === 'title'), body: hit.find(({ field }) => field !== 'title') };
}
