import { Link, useParams } from 'react-router';
import { useQuery } from '@tanstack/react-query';
import { isAtRest, NeedAtRest } from '../../components/need-at-rest.tsx';
import { Page } from '../../components/page.tsx';
import { Shown } from '../../components/shown.tsx';
import { paths } from '../../lib/paths.ts';
import { read } from '../../lib/query.ts';
import { useTexts } from '../../lib/texts.ts';
import { ClassesCard } from './classes-card.tsx';
import { matchesTexts } from './matches.texts.ts';
import { keptOf, RankedList, useRankedQuery } from './ranked-list.tsx';
import { WhyNot } from './why-not.tsx';

/** The patents that fit one need best. */
export function Component() {
  const say = useTexts(matchesTexts);
  const { needId = '' } = useParams();
  const need = useQuery(read('needs.get', { params: { needId } }));
  const query = useRankedQuery();
  const ranked = useQuery({
    ...read('matches.forNeed', { params: { needId }, query }),
    placeholderData: keptOf(needId),
  });
  const lead = (
    <>
      {say('forNeedLead')}
      <Link to={paths.need(needId)}>{need.data?.title}</Link>
    </>
  );
  return (
    <Shown query={need}>
      {(shown) => (
        <Shown query={ranked}>
          {(list) =>
            isAtRest(shown.state) ? (
              <Page title={say('forNeed')} lead={lead}>
                <NeedAtRest needId={needId} state={shown.state} />
              </Page>
            ) : (
              <RankedList
                title={say('forNeed')}
                lead={lead}
                of={list}
                show="patent"
                above={<ClassesCard need={shown} />}
                below={<WhyNot needId={needId} />}
              />
            )
          }
        </Shown>
      )}
    </Shown>
  );
}
