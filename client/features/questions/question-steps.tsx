import { useState } from 'react';
import { Button } from 'antd';
import { ConfirmStep, useAsked } from '../../components/confirm-step.tsx';
import { DraftNote } from '../../components/draft-note.tsx';
import { FormDialog } from '../../components/form-dialog.tsx';
import { ProblemNote } from '../../components/problem-view.tsx';
import { LongTextField } from '../../components/text-fields.tsx';
import { useCommand } from '../../lib/command.ts';
import { useDraft } from '../../lib/drafts.ts';
import { tell } from '../../lib/signals.ts';
import { useTexts } from '../../lib/texts.ts';
import { useHeld } from '../../lib/use-held.ts';
import { useOpen } from '../../lib/use-open.ts';
import type { Question } from './question.ts';
import { questionsTexts } from './questions.texts.ts';

/** What the server allows the user's side to do with a question now. */
export function QuestionSteps({ question }: Readonly<{ question: Question }>) {
  const say = useTexts(questionsTexts);
  const { id, version, state, myRole, allowed } = question;
  const declining = useOpen();
  const withdrawing = useAsked<string>();
  const withdraw = useCommand('questions.withdraw', () => tell(say('done')));
  const writes = (['answer', 'askMore'] as const).find((one) => allowed.includes(one));
  return (
    <>
      {state === 'unanswered' && <p>{say(myRole === 'owner' ? 'unansweredMine' : 'unanswered')}</p>}
      {writes && <Reply key={writes} question={question} command={writes} />}
      <div className="row">
        {allowed.includes('decline') && <Button onClick={declining.open}>{say('decline')}</Button>}
        <ConfirmStep
          asked={withdrawing}
          now={allowed.includes('withdraw') ? say('withdrawText') : null}
          version={version}
          label={() => say('withdraw')}
          sentence={(text) => text}
          command={withdraw}
          onYes={(_, expectedVersion) => withdraw.mutate({ params: { questionId: id }, body: { expectedVersion } })}
        />
      </div>
      {declining.isOpen && <DeclineDialog question={question} onClose={declining.close} />}
    </>
  );
}

/** Answers, or asks on; what is typed is kept in this browser until it was sent. */
function Reply({ question, command }: Readonly<{ question: Question; command: 'answer' | 'askMore' }>) {
  const say = useTexts(questionsTexts);
  const { id, version, isAnonymous } = question;
  const draft = useDraft(`question.${id}.${command}`, '');
  const reply = useCommand(`questions.${command}`, () => {
    draft.clear();
    tell(say('done'));
  });
  const isReady = draft.value.trim() !== '';
  return (
    <form
      className="form"
      aria-label={say(command)}
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady && !reply.isPending)
          reply.mutate({ params: { questionId: id }, body: { expectedVersion: version, text: draft.value } });
      }}
    >
      {draft.wasKept && <DraftNote discard={draft.discard} />}
      <LongTextField
        label={say(command)}
        {...(command === 'answer' ? { hint: say(isAnonymous ? 'answerHintAnonymous' : 'answerHint') } : {})}
        problem={reply.error}
        path="text"
        autoSize={{ minRows: 3, maxRows: 10 }}
        maxLength={2_000}
        value={draft.value}
        onChange={draft.set}
      />
      <ProblemNote error={reply.error} />
      <div>
        <Button type="primary" htmlType="submit" loading={reply.isPending} disabled={!isReady}>
          {say('send')}
        </Button>
      </div>
    </form>
  );
}

/** Declines to answer, with or without a word. */
function DeclineDialog({ question, onClose }: Readonly<{ question: Question; onClose: () => void }>) {
  const say = useTexts(questionsTexts);
  const [text, setText] = useState('');
  const held = useHeld(question.version, null);
  const decline = useCommand('questions.decline', () => {
    tell(say('done'));
    onClose();
  });
  return (
    <FormDialog
      title={say('decline')}
      okText={say('decline')}
      command={decline}
      onOk={() =>
        decline.mutate({ params: { questionId: question.id }, body: { expectedVersion: held.version, text } })
      }
      onClose={onClose}
      held={held}
    >
      <p>{say('declineText')}</p>
      <LongTextField
        label={say('declineWord')}
        problem={decline.error}
        path="text"
        rows={3}
        maxLength={2_000}
        value={text}
        onChange={setText}
      />
    </FormDialog>
  );
}
