import { calendarDate } from '../../../server/domain/calendar.ts';
import { nextAnnualFee } from '../../../server/domain/patents/annual-fees.ts';
import { Card } from '../../components/page.tsx';
import { TermNote } from '../../components/term-note.tsx';
import { todayInShanghai } from '../../lib/format.ts';
import { currentLanguage } from '../../lib/language.ts';
import { lawFor } from '../../lib/law.ts';
import { useTexts } from '../../lib/texts.ts';
import { lifeLeft, type Patent } from './patent.ts';
import { patentsTexts } from './patents.texts.ts';

type EventName = 'filed' | 'published' | 'granted' | 'dormantSince' | 'dormantFrom' | 'confirm' | 'annualFee' | 'ends';

/** The remaining life of the right, and a time line of its past and coming dates. */
export function LifeCard({ patent }: Readonly<{ patent: Patent }>) {
  const say = useTexts(patentsTexts);
  const { term, filedOn } = patent;
  const today = todayInShanghai();
  const days = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000;
  const used =
    term && filedOn ? Math.min(100, Math.max(0, (days(filedOn, today) / days(filedOn, term.endsOn)) * 100)) : 0;
  return (
    <Card title={say('page.life')}>
      {term && filedOn ? (
        <>
          <p>
            <strong>{lifeLeft({ ...term, legalStatus: patent.legalStatus }, say)}</strong>
          </p>
          <div className="bar" aria-hidden="true">
            <span style={{ width: `${used}%`, background: used > 85 ? 'var(--bad)' : 'var(--supply)' }} />
          </div>
          <p className="muted small">
            {say('page.lifeUntil', { start: filedOn, end: term.lastDay })} ·{' '}
            {say('page.lifeSource', { source: lawFor(currentLanguage(), term.source) })}
          </p>
        </>
      ) : (
        <p className="muted">{say('page.lifeUnknown')}</p>
      )}
      <h3>{say('page.events')}</h3>
      <ol className="timeline">
        {eventsOf(patent).map(({ name, day }) => (
          <li key={name} className={day > today ? 'muted' : ''}>
            <strong className="amount">{day}</strong> {say(`page.${name}`)}
            {name === 'confirm' && patent.deadline && <TermNote term={patent.deadline} />}
          </li>
        ))}
      </ol>
    </Card>
  );
}

function eventsOf({
  filedOn,
  publishedOn,
  grantedOn,
  dormancy,
  deadline,
  term,
  legalStatus,
}: Patent): { name: EventName; day: string }[] {
  const [filed, ends] = [filedOn, term?.endsOn].map((day) => (day ? calendarDate(day) : null));
  const fee =
    legalStatus === 'inForce' && filed && ends ? nextAnnualFee(filed, ends, calendarDate(todayInShanghai())) : null;
  const events: [EventName, string | null][] = [
    ['filed', filedOn],
    ['published', publishedOn],
    ['granted', grantedOn],
    dormancy.isDormant ? ['dormantSince', dormancy.since] : ['dormantFrom', dormancy.dormantFrom],
    ['confirm', deadline?.lastDay ?? null],
    ['annualFee', fee?.dueOn ?? null],
    ['ends', term?.endsOn ?? null],
  ];
  return events.flatMap(([name, day]) => (day ? [{ name, day }] : [])).sort((a, b) => (a.day < b.day ? -1 : 1));
}
