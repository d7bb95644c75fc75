import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { Button, Radio } from 'antd';
import { shortTitle } from '../../server/domain/needs/reading/title.ts';
import { call } from '../lib/api.ts';
import { useCommand } from '../lib/command.ts';
import { useDraft } from '../lib/drafts.ts';
import { newId } from '../lib/ids.ts';
import { paths } from '../lib/paths.ts';
import { isProblem } from '../lib/problem.ts';
import { tell } from '../lib/signals.ts';
import { useTexts } from '../lib/texts.ts';
import { approachTexts } from './approach.texts.ts';
import { DraftNote } from './draft-note.tsx';
import { fieldsOf } from './field.tsx';
import { ProblemNote } from './problem-view.tsx';
import { LongTextField, TextField } from './text-fields.tsx';
import { selectIn, UnderstoodChips } from './understood-chips.tsx';

type Entry = { id: string; text: string; title: string; visibility: 'public' | 'anonymous'; notMeant: string[] };

/** What became of it: interest was shown; it waits for review; it is a draft that cannot be published now. */
type Made = 'interested' | 'inReview' | 'saved';

const blank = (): Entry => ({ id: newId(), text: '', title: '', visibility: 'public', notMeant: [] });
const titleOf = ({ title, text }: Entry): string => title || shortTitle(text);

/**
 * Enters the need, publishes it (or submits it, where the organisation reviews needs), and shows interest with it. Each
 * step is taken only if it has not been taken yet, so that whatever was cut off is gone on with by the same button.
 */
function useOwnNeed(patentId: string, onMade: (made: Made) => void) {
  const create = useCommand('needs.create');
  const revise = useCommand('needs.revise');
  const step = useCommand('needs.step');
  const interest = useCommand('matches.showInterest');
  const find = (needId: string) =>
    call('needs.get', { params: { needId } }).catch((error: unknown) => {
      if (isProblem(error, 'NOT_FOUND')) return null;
      throw error;
    });
  return useMutation({
    onSuccess: onMade,
    mutationFn: async (entry: Entry): Promise<Made> => {
      const { id, text, visibility, notMeant } = entry;
      const params = { needId: id };
      const body = {
        title: titleOf(entry).trim(),
        description: text.trim(),
        visibility,
        notMeant: notMeant.slice(-100),
      };
      const before = await find(id);
      if (!before) await create.mutateAsync({ body: { id, expectedVersion: 0, ...body } });
      else if (before.state === 'draft')
        await revise.mutateAsync({ params, body: { expectedVersion: before.version, ...body } });
      const need = await find(id);
      const next = (['publish', 'submit'] as const).find((one) => need?.allowed.includes(one));
      if (need && next) await step.mutateAsync({ params, body: { expectedVersion: need.version, step: next } });
      if (next === 'submit' || need?.state === 'review') return 'inReview';
      if (!next && need?.state === 'draft') return 'saved';
      await interest.mutateAsync({ params: { ...params, patentId }, body: { expectedVersion: 0 } });
      return 'interested';
    },
  });
}

type OwnNeedProps = Readonly<{ patentId: string; userId: string; onDone: () => void }>;

/** A short form for a need, written where a patent is looked at. Kept in this browser until it was sent. */
export function OwnNeedForm({ patentId, userId, onDone }: OwnNeedProps) {
  const say = useTexts(approachTexts);
  const { value, set, clear, discard, wasKept } = useDraft(`interest.${userId}.${patentId}`, blank());
  const [made, setMade] = useState<Readonly<{ id: string; as: 'inReview' | 'saved' }> | null>(null);
  const work = useOwnNeed(patentId, (as) => {
    clear();
    if (as !== 'interested') return setMade({ id: value.id, as });
    tell(say('said'));
    onDone();
  });
  const change = (part: Partial<Entry>) => set({ ...value, ...part });
  const field = fieldsOf(value, change, work.error);
  const isReady = value.text.trim() !== '';
  const submit = () => {
    if (isReady && !work.isPending) work.mutate(value);
  };
  if (made) {
    return (
      <div className="note note-wait" role="status">
        <span className="grow">{say(`need.${made.as}`)}</span>
        <Link to={paths.need(made.id)}>{say('need.open')}</Link>
      </div>
    );
  }
  return (
    <form
      className="form"
      aria-label={say('write')}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {wasKept && <DraftNote discard={discard} />}
      <LongTextField
        label={say('need.text')}
        hint={say('need.textHint')}
        autoSize={{ minRows: 4, maxRows: 12 }}
        maxLength={20_000}
        {...field('text', 'description')}
        name="text"
      />
      <TextField
        label={say('need.title')}
        hint={say('need.titleHint')}
        maxLength={500}
        {...field('title')}
        value={titleOf(value)}
      />
      <UnderstoodChips
        text={value.text}
        takenAway={value.notMeant}
        takeAway={(notMeant) => change({ notMeant })}
        correct={({ words }) => selectIn(value.text, words)}
      />
      <div className="stack-tight" role="group" aria-label={say('need.visibility')}>
        <h3>{say('need.visibility')}</h3>
        <Radio.Group
          value={value.visibility}
          onChange={({ target }) => change({ visibility: target.value as Entry['visibility'] })}
        >
          {(['public', 'anonymous'] as const).map((one) => (
            <Radio key={one} value={one}>
              {say(`need.${one}`)}
            </Radio>
          ))}
        </Radio.Group>
      </div>
      <p className="muted small">{say('need.says')}</p>
      <ProblemNote error={work.error} />
      <div>
        <Button type="primary" htmlType="submit" loading={work.isPending} disabled={!isReady}>
          {say('need.publish')}
        </Button>
      </div>
    </form>
  );
}
