import type { Output } from '../../server/api/operations.ts';
import { commonTexts } from '../lib/common.texts.ts';
import { currentLanguage } from '../lib/language.ts';
import { lawFor } from '../lib/law.ts';
import { useTexts } from '../lib/texts.ts';
import { Tag } from './tag.tsx';

type Term = NonNullable<Output<'needs.get'>['deadline']>;

/** A term that runs: its first day, its last day and its rule; marked where the calendar of its year is provisional. */
export function TermNote({ term }: Readonly<{ term: Term }>) {
  const say = useTexts(commonTexts);
  const { counting, firstDay, lastDay, days, source, isProvisional } = term;
  return (
    <span className="muted small">
      {say(`term.${counting}`, { firstDay, lastDay, days })}
      {' · '}
      {say('term.source', { source: lawFor(currentLanguage(), source) })}
      {isProvisional && (
        <>
          {' '}
          <Tag>{say('term.provisional')}</Tag> {say('term.why')}
        </>
      )}
    </span>
  );
}
