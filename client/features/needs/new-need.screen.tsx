import { useState } from 'react';
import { useNavigate } from 'react-router';
import { Button } from 'antd';
import { DraftNote } from '../../components/draft-note.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemNote, ProblemView } from '../../components/problem-view.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { call } from '../../lib/api.ts';
import { useCommand } from '../../lib/command.ts';
import { useDraft } from '../../lib/drafts.ts';
import { newId } from '../../lib/ids.ts';
import { paths } from '../../lib/paths.ts';
import { ProblemError } from '../../lib/problem.ts';
import { useMe } from '../../lib/session.ts';
import { useTexts } from '../../lib/texts.ts';
import { bodyOf, type Entry, isReady } from './entry.ts';
import { NeedFields } from './need-fields.tsx';
import { needsTexts } from './needs.texts.ts';
import { PreviewCard } from './preview-card.tsx';

const blank = (): Entry & { id: string } => ({
  ...{ id: newId(), text: '', title: '', routes: [], budgetFrom: '', budgetTo: '', maturity: null, wantedBy: '' },
  ...{ region: '', industry: '', ipc: [], keywords: [], visibility: 'public', notMeant: [] },
});

/** Enters a new need: free text first, details optional. Kept as a draft in this browser until saved. */
export function Component() {
  const me = useMe();
  if (me === undefined) return <Skeleton lines={8} />;
  // the draft is stored per user, so it is read only once the user is known
  const isApproved = me?.organisation?.state === 'approved';
  return me ? (
    <NewNeed userId={me.userId} isApproved={isApproved} />
  ) : (
    <ProblemView error={new ProblemError('NOT_AUTHENTICATED')} />
  );
}

function NewNeed({ userId, isApproved }: Readonly<{ userId: string; isApproved: boolean }>) {
  const say = useTexts(needsTexts);
  const navigate = useNavigate();
  const { value, set, clear, discard, wasKept } = useDraft(`need.${userId}`, blank());
  const [isPublishing, setIsPublishing] = useState(false);
  const publish = useCommand('needs.step', ({ id }) => void navigate(paths.needMatches(id)));
  const create = useCommand('needs.create', ({ id, version }) => {
    clear();
    if (isPublishing) void begin(id, version);
    else void navigate(paths.need(id));
  });
  /** Publishes the need, or submits it for review where the organisation asks for one. */
  const begin = async (id: string, expectedVersion: number) => {
    const need = await call('needs.get', { params: { needId: id } }).catch(() => null);
    if (!need) return void navigate(paths.need(id)); // it is saved; its page shows what can be done
    const step = need.allowed.includes('publish') ? 'publish' : 'submit';
    publish.mutate({ params: { needId: id }, body: { expectedVersion, step } });
  };
  const change = (part: Partial<Entry>) => set({ ...value, ...part });
  const send = (isPublic: boolean) => {
    setIsPublishing(isPublic);
    create.mutate({ body: { id: value.id, expectedVersion: 0, ...bodyOf(value) } });
  };
  const isBusy = create.isPending || publish.isPending;
  return (
    <Page title={say('new.title')} lead={say('new.lead')}>
      {wasKept && <DraftNote discard={discard} />}
      {!isApproved && (
        <div className="note note-wait" role="note">
          {say('new.notApproved')}
        </div>
      )}
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          send(true);
        }}
      >
        <NeedFields value={value} change={change} problem={create.error} />
        {isApproved && <PreviewCard value={value} />}
        <ProblemNote error={create.error ?? publish.error} />
        <div className="row">
          <Button
            type="primary"
            size="large"
            htmlType="submit"
            loading={isBusy && isPublishing}
            disabled={!isReady(value) || !isApproved}
          >
            {say('new.publish')}
          </Button>
          <Button
            size="large"
            loading={isBusy && !isPublishing}
            disabled={!isReady(value) || !isApproved}
            onClick={() => send(false)}
          >
            {say('new.saveDraft')}
          </Button>
        </div>
      </form>
    </Page>
  );
}
