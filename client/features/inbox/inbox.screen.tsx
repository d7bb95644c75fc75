import { Page } from '../../components/page.tsx';
import { useTexts } from '../../lib/texts.ts';
import { inboxTexts } from './inbox.texts.ts';
import { MutedCard } from './muted-card.tsx';
import { NoticesCard } from './notices-card.tsx';
import { TasksCard } from './tasks-card.tsx';
import { useKeys } from './use-keys.ts';

/** What waits for the user, and what is new. */
export function Component() {
  const say = useTexts(inboxTexts);
  useKeys();
  return (
    <Page title={say('title')} lead={say('lead')}>
      <div className="split split-even">
        <TasksCard />
        <div className="stack">
          <NoticesCard />
          <MutedCard />
        </div>
      </div>
    </Page>
  );
}
