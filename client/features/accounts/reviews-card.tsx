import { useQuery } from '@tanstack/react-query';
import { Checkbox } from 'antd';
import { Card } from '../../components/page.tsx';
import { ProblemNote } from '../../components/problem-view.tsx';
import { Shown } from '../../components/shown.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useCommand } from '../../lib/command.ts';
import { read } from '../../lib/query.ts';
import { tell } from '../../lib/signals.ts';
import { useTexts } from '../../lib/texts.ts';
import { accountsTexts } from './accounts.texts.ts';

/** Whether patents and needs are reviewed before they are published. */
export function ReviewsCard() {
  const say = useTexts(accountsTexts);
  const settings = useQuery(read('reviews.get'));
  const choose = useCommand('reviews.choose', () => tell(say('reviews.done')));
  return (
    <Card title={say('reviews.title')}>
      <p className="muted">{say('reviews.lead')}</p>
      <Shown query={settings} skeleton={<Skeleton lines={2} height={56} />}>
        {({ version, patents, needs }) => {
          const box = (what: 'patents' | 'needs', checked: boolean) => (
            <Checkbox
              checked={checked}
              disabled={choose.isPending}
              onChange={({ target }) =>
                choose.mutate({ body: { expectedVersion: version, patents, needs, [what]: target.checked } })
              }
            >
              {say(`reviews.${what}`)}
            </Checkbox>
          );
          return (
            <div className="stack-tight">
              {box('patents', patents)}
              {box('needs', needs)}
            </div>
          );
        }}
      </Shown>
      <ProblemNote error={choose.error} />
    </Card>
  );
}
