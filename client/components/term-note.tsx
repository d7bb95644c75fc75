import type { Output } from '../../server/api/operations.ts';
import { commonTexts } from '../lib/common.texts.ts';
import { currentLanguage } from '../lib/language.ts';
import { lawFor } from '../lib/law.ts';
import { useTexts } from '../lib/texts.ts';
import { Tag } from './tag.tsx';

type Term = NonNullable<Output<'needs.get'>['deadline']>;

/** A running term: first day, last day and legal source; marked when counted on a provisional calendar year. */
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
