import { DraftForm } from '../../components/draft-form.tsx';
import { MergeNote } from '../../components/merge-note.tsx';
import { useCommand } from '../../lib/command.ts';
import { useEdit } from '../../lib/edit.ts';
import { typedYuan } from '../../lib/format.ts';
import { tell } from '../../lib/signals.ts';
import { useTexts } from '../../lib/texts.ts';
import type { Need } from './need.ts';
import { bodyOf, type Entry, isReady } from './entry.ts';
import { NeedFields, useEntryNames } from './need-fields.tsx';
import { needsTexts } from './needs.texts.ts';

/** Edits a need. The organisations invited to see it stay the same. */
export function EditNeed({ need, onDone }: Readonly<{ need: Need; onDone: () => void }>) {
  const say = useTexts(needsTexts);
  const draft = useEdit(`need.${need.id}`, { version: need.version, fields: entryOf(need) });
  const { value, set, clear } = draft;
  const revise = useCommand('needs.revise', ({ version }) => {
    clear(version);
    tell(say('edit.saved'));
    onDone();
  });
  const submit = () => {
    const { visibility, ...said } = bodyOf(value);
    revise.mutate({
      params: { needId: need.id },
      body: { expectedVersion: need.version, ...said, ...(need.visibility === 'targeted' ? {} : { visibility }) },
    });
  };
  return (
    <DraftForm
      draft={draft}
      isReady={isReady(value)}
      command={revise}
      onSubmit={submit}
      onCancel={onDone}
      merge={<MergeNote editing={draft} names={useEntryNames()} />}
    >
      <NeedFields value={value} change={(part) => set({ ...value, ...part })} problem={revise.error} />
    </DraftForm>
  );
}

const entryOf = (need: Need): Entry => ({
  ...{ text: need.description, title: need.title, routes: need.routes, maturity: need.minimumMaturity },
  ...{
    budgetFrom: typedYuan(need.budgetFrom?.amount),
    budgetTo: typedYuan(need.budgetTo?.amount),
    wantedBy: need.wantedBy ?? '',
  },
  ...{ region: need.region ?? '', industry: need.industry ?? '', ipc: need.ipc, keywords: need.keywords },
  notMeant: need.notMeant,
  visibility: need.visibility === 'anonymous' ? 'anonymous' : 'public',
});
