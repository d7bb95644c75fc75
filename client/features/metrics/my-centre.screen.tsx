import { Page } from '../../components/page.tsx';
import { Empty } from '../../components/empty.tsx';
import { useMe } from '../../lib/session.ts';
import { useTexts } from '../../lib/texts.ts';
import { CentreFigures } from './centre-figures.tsx';
import { metricsTexts } from './metrics.texts.ts';

/** The figures of the user's own centre. */
export function Component() {
  const say = useTexts(metricsTexts);
  const me = useMe();
  if (me?.organisation?.kind === 'centre') return <CentreFigures centreId={me.organisation.id} />;
  return (
    <Page title={say('title')}>
      <Empty title={say('notACentre')} />
    </Page>
  );
}
