import { useQuery } from '@tanstack/react-query';
import { Button, Popconfirm } from 'antd';
import { Card } from '../../components/page.tsx';
import { ProblemNote } from '../../components/problem-view.tsx';
import { Shown } from '../../components/shown.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useCommand } from '../../lib/command.ts';
import { commonTexts } from '../../lib/common.texts.ts';
import { formatDay } from '../../lib/format.ts';
import { paths } from '../../lib/paths.ts';
import { PlaceName } from '../../components/place-name.tsx';
import { read } from '../../lib/query.ts';
import { useMe } from '../../lib/session.ts';
import { tell } from '../../lib/signals.ts';
import { useTexts } from '../../lib/texts.ts';
import { accountTexts } from './account.texts.ts';

/** A row of the list, so that the page does not jump when it comes. */
const rowHeight = 64;

/** Organisations that were registered with my address while nobody was signed in: was it me? Nothing where there are none. */
export function ClaimsCard() {
  const say = useTexts(accountTexts);
  const common = useTexts(commonTexts);
  const openClaims = useMe()?.openClaims ?? 0;
  const claims = useQuery({ ...read('accounts.claims'), enabled: openClaims > 0 });
  const answer = useCommand('accounts.answerClaim', (_, { body: { isMine } }) => {
    if (isMine) return location.assign(paths.home()); // a fresh page knows of the new membership
    tell(say('claims.refused'));
  });
  const give = (organisationId: string, isMine: boolean) =>
    answer.mutate({ params: { organisationId }, body: { isMine } });
  if (openClaims === 0) return null;
  return (
    <Card title={say('claims.title')}>
      <p className="muted">{say('claims.lead')}</p>
      <ProblemNote error={answer.error} />
      <Shown query={claims} skeleton={<Skeleton lines={2} height={rowHeight * openClaims} />}>
        {({ items }) => (
          <ul>
            {items.map(({ organisationId, name, kind, place, registeredAt }) => (
              <li key={organisationId} className="item">
                <div className="row">
                  <span className="grow">
                    {name}
                    <div className="muted small">
                      {common(`kind.${kind}`)} · <PlaceName of={place} /> · {formatDay(registeredAt)}
                    </div>
                  </span>
                  <Button size="small" type="primary" onClick={() => give(organisationId, true)}>
                    {say('claims.mine')}
                  </Button>
                  <Popconfirm
                    title={say('claims.notMineAsk', { name })}
                    okText={say('claims.notMine')}
                    cancelText={common('cancel')}
                    okButtonProps={{ danger: true }}
                    onConfirm={() => give(organisationId, false)}
                  >
                    <Button size="small" danger>
                      {say('claims.notMine')}
                    </Button>
                  </Popconfirm>
                </div>
              </li>
            ))}
          </ul>
        )}
      </Shown>
    </Card>
  );
}
