import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Input } from 'antd';
import type { Output } from '../../../server/api/operations.ts';
import { withoutStale } from '../../components/draft-form.tsx';
import { DraftNote } from '../../components/draft-note.tsx';
import { Field } from '../../components/field.tsx';
import { FormDialog } from '../../components/form-dialog.tsx';
import { MergeNote } from '../../components/merge-note.tsx';
import { Card } from '../../components/page.tsx';
import { Shown } from '../../components/shown.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { Tag } from '../../components/tag.tsx';
import { useCommand } from '../../lib/command.ts';
import { useEdit } from '../../lib/edit.ts';
import { currentLanguage } from '../../lib/language.ts';
import { read } from '../../lib/query.ts';
import { tell } from '../../lib/signals.ts';
import { useTexts } from '../../lib/texts.ts';
import { useOpen } from '../../lib/use-open.ts';
import { percent } from './match.ts';
import { matchesTexts } from './matches.texts.ts';

type Classes = Output<'matches.classes'>;
type Need = Output<'needs.get'>;

/** The IPC classes of a need: as given, or predicted until its owner confirms them. */
export function ClassesCard({ need }: Readonly<{ need: Need }>) {
  const say = useTexts(matchesTexts);
  const query = useQuery(read('matches.classes', { params: { needId: need.id } }));
  return (
    <Card title={say('classes.title')}>
      <Shown query={query} skeleton={<Skeleton lines={1} height={24} />}>
        {(classes) =>
          need.allowed.includes('revise') ? (
            <Correct need={need} classes={classes} />
          ) : (
            <>
              <Given given={classes.given} />
              {classes.given.length === 0 && <Predicted classes={classes} />}
              <p className="muted small">{say('classes.readOnly')}</p>
            </>
          )
        }
      </Shown>
    </Card>
  );
}

function Given({ given }: Pick<Classes, 'given'>) {
  const say = useTexts(matchesTexts);
  return given.length > 0 ? (
    <p>
      {say('classes.given')}
      {given.join(' · ')}
    </p>
  ) : null;
}

const titleOf = ({ zh, en }: Classes['predicted'][number]) => {
  const title = (currentLanguage() === 'zh' ? zh || en : en || zh).replace(/〔\d+〕/g, '').trim();
  // the IPC writes the English titles of subclasses in capitals
  const isShouted = title === title.toUpperCase() && /[A-Z]{3}/.test(title);
  return (isShouted ? title.charAt(0) + title.slice(1).toLowerCase() : title).slice(0, 120);
};

function Predicted({ classes }: Readonly<{ classes: Classes }>) {
  const say = useTexts(matchesTexts);
  return (
    <ul className="stack-tight">
      {classes.predicted.map((one) => (
        <li key={one.subclass}>
          <Tag>{one.subclass}</Tag> {titleOf(one)}{' '}
          <span className="muted small">{say('classes.likely', { percent: percent(one.probability) })}</span>
        </li>
      ))}
    </ul>
  );
}

function Correct({ need, classes }: Readonly<{ need: Need; classes: Classes }>) {
  const say = useTexts(matchesTexts);
  const { given, predicted } = classes;
  const change = useOpen();
  return (
    <div className="row">
      {given.length > 0 ? (
        <Given given={given} />
      ) : (
        <p className="muted">
          {say(predicted.length > 0 ? 'classes.guess' : 'classes.none')}
          {predicted
            .slice(0, 3)
            .map((one) => ` ${one.subclass} ${percent(one.probability)}%`)
            .join(' ·')}
        </p>
      )}
      <Button size="small" aria-haspopup="dialog" onClick={change.open}>
        {say('classes.change')}
      </Button>
      {change.isOpen && <Change need={need} classes={classes} onDone={change.close} />}
    </div>
  );
}

/** In a dialog, so that the list below stays where it is when it comes and when it goes. */
function Change({ need, classes, onDone }: Readonly<{ need: Need; classes: Classes; onDone: () => void }>) {
  const say = useTexts(matchesTexts);
  const { given, predicted } = classes;
  const draft = useEdit(`classes.${need.id}`, {
    version: need.version,
    fields: { other: need.ipc.join(', '), chosen: [] as string[] },
  });
  const { other, chosen } = draft.value;
  const change = (part: Partial<typeof draft.value>) => draft.set({ ...draft.value, ...part });
  const revise = useCommand('needs.revise', ({ version }) => {
    draft.clear(version);
    tell(say('classes.saved'));
    onDone();
  });
  const written = other
    .split(/[,，;；、\n]+/)
    .map((symbol) => symbol.trim())
    .filter(Boolean);
  const ipc = [...new Set([...written, ...chosen])];
  return (
    <FormDialog
      title={say('classes.title')}
      okText={say('classes.save')}
      isReady={ipc.length > 0 && draft.isSettled}
      command={{ ...revise, error: withoutStale(revise.error, draft.hasMoved) }}
      onOk={() => revise.mutate({ params: { needId: need.id }, body: { expectedVersion: need.version, ipc } })}
      onClose={onDone}
    >
      {draft.wasKept && <DraftNote discard={draft.discard} />}
      <p className="muted">{say(given.length === 0 ? 'classes.predicted' : 'classes.others')}</p>
      <Checkbox.Group value={chosen} onChange={(next) => change({ chosen: next })} className="classes">
        {predicted
          .filter(({ subclass }) => !given.includes(subclass))
          .map((one) => (
            <Checkbox key={one.subclass} value={one.subclass}>
              <strong>{one.subclass}</strong> {titleOf(one)}{' '}
              <span className="muted small">{say('classes.likely', { percent: percent(one.probability) })}</span>
            </Checkbox>
          ))}
      </Checkbox.Group>
      <Field label={say('classes.other')} hint={say('classes.otherHint')} problem={revise.error} path="ipc">
        {(control) => <Input {...control} value={other} onChange={({ target }) => change({ other: target.value })} />}
      </Field>
      <MergeNote editing={draft} names={{ other: say('classes.other'), chosen: say('classes.title') }} />
    </FormDialog>
  );
}
