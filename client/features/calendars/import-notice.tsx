import { withoutStale } from '../../components/draft-form.tsx';
import { DraftNote } from '../../components/draft-note.tsx';
import { fieldsOf } from '../../components/field.tsx';
import { FormDialog } from '../../components/form-dialog.tsx';
import { MergeNote } from '../../components/merge-note.tsx';
import { LongTextField, TextField } from '../../components/text-fields.tsx';
import { useCommand } from '../../lib/command.ts';
import { useEdit } from '../../lib/edit.ts';
import { formatList } from '../../lib/format.ts';
import { tell } from '../../lib/signals.ts';
import { useTexts } from '../../lib/texts.ts';
import type { CalendarYear } from './calendar-year.ts';
import { calendarsTexts } from './calendars.texts.ts';
import { daysText, readDays, readNotice } from './read-days.ts';

/** What the State Council's General Office calls its notice of a year. */
const usualTitle = (year: number): string => `国务院办公厅关于${year}年部分节假日安排的通知`;

/** Enters or corrects the notice of a year. Days may be listed, or read from the pasted text of the notice. */
export function ImportNotice({ year: known, onClose }: Readonly<{ year: CalendarYear; onClose: () => void }>) {
  const say = useTexts(calendarsTexts);
  const { year, version } = known;
  const draft = useEdit(`calendar.${year}`, { version, fields: entryOf(known) });
  const { value: entry, set: setEntry } = draft;
  const save = useCommand('calendars.import', ({ version: saved }) => {
    draft.clear(saved);
    tell(say('imported', { year }));
    onClose();
  });
  const change = (part: Partial<typeof entry>) => setEntry({ ...entry, ...part });
  const field = fieldsOf(entry, change, save.error);
  const paste = (text: string) => {
    const { daysOff, workdays } = readNotice(year, text);
    change({
      text,
      ...(daysOff.length > 0 ? { daysOff: daysText(daysOff), workdays: daysText(workdays) } : {}),
    });
  };
  const daysOff = readDays(year, entry.daysOff);
  const workdays = readDays(year, entry.workdays);
  const local = readLocal(entry.local);
  const wrong = ({ unread }: { unread: readonly string[] }) =>
    unread.length > 0 ? say('unread', { pieces: formatList(unread) }) : undefined;
  const isUrl = /^https?:\/\/\S+\.\S+$/.test(entry.url);
  const isReady =
    draft.isSettled &&
    isUrl &&
    [entry.number, entry.title, entry.publishedOn].every((text) => text.trim() !== '') &&
    daysOff.days.length > 0 &&
    ![daysOff, workdays, local].some(({ unread }) => unread.length > 0);
  const submit = () => {
    const { number, title, publishedOn, url } = entry;
    const dates = { daysOff: [...daysOff.days], workdays: [...workdays.days], local: local.days };
    save.mutate({
      params: { year },
      body: { expectedVersion: version, notice: { number, title, publishedOn, url }, ...dates },
    });
  };
  const names = {
    ...{ text: say('text'), number: say('number'), title: say('noticeTitle'), publishedOn: say('publishedOn') },
    ...{ url: say('url'), daysOff: say('daysOffField'), workdays: say('workdaysField'), local: say('localField') },
  };
  return (
    <FormDialog
      title={say('importOf', { year })}
      isReady={isReady}
      command={{ ...save, error: withoutStale(save.error, draft.hasMoved) }}
      onOk={submit}
      onClose={onClose}
    >
      {draft.wasKept && <DraftNote discard={draft.discard} />}
      <p className="muted">{say('importHint')}</p>
      <LongTextField label={say('text')} hint={say('textHint')} rows={3} {...field('text')} onChange={paste} />
      <div className="form-row">
        <TextField label={say('number')} {...field('number', 'notice.number')} />
        <TextField label={say('publishedOn')} type="date" {...field('publishedOn', 'notice.publishedOn')} />
      </div>
      <TextField label={say('noticeTitle')} {...field('title', 'notice.title')} />
      <TextField
        label={say('url')}
        type="url"
        wrong={entry.url && !isUrl ? say('urlWrong') : undefined}
        {...field('url', 'notice.url')}
      />
      <LongTextField
        label={say('daysOffField')}
        hint={say('daysHint')}
        wrong={wrong(daysOff)}
        autoSize={{ minRows: 2, maxRows: 8 }}
        {...field('daysOff')}
      />
      <LongTextField
        label={say('workdaysField')}
        hint={say('daysHint')}
        wrong={wrong(workdays)}
        autoSize={{ minRows: 1, maxRows: 4 }}
        {...field('workdays')}
      />
      <LongTextField
        label={say('localField')}
        hint={say('localHint')}
        wrong={local.unread[0] && say('unreadLine', { line: local.unread[0] })}
        autoSize={{ minRows: 1, maxRows: 6 }}
        {...field('local')}
      />
      <MergeNote editing={draft} names={names} />
    </FormDialog>
  );
}

/** The notice as it is, ready to be corrected. */
const entryOf = ({ year, notice, daysOff, workdays, local }: CalendarYear) => ({
  text: '',
  number: notice?.number ?? '',
  title: notice?.title ?? usualTitle(year),
  publishedOn: notice?.publishedOn ?? '',
  url: notice?.url ?? '',
  // the days of a provisional year come from the statute and are not offered as a start
  daysOff: notice ? daysText(daysOff) : '',
  workdays: notice ? daysText(workdays) : '',
  local: local.map(({ place, date, source }) => `${place} ${date} ${source}`).join('\n'),
});

/** Reads local days off, one per line; `unread` holds the lines that are none. */
function readLocal(text: string) {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const read = lines.map((line) => /^\s*(\d{6})\s+(\d{4}-\d{2}-\d{2})\s+(\S.*)$/.exec(line));
  return {
    days: read.flatMap((found) =>
      found ? [{ place: String(found[1]), date: String(found[2]), source: String(found[3]).trim() }] : [],
    ),
    unread: lines.filter((_, at) => !read[at]),
  };
}
