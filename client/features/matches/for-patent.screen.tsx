import { Link, useParams } from 'react-router';
import { useQuery } from '@tanstack/react-query';
import { Page } from '../../components/page.tsx';
import { PatentAtRest, patentAtRest } from '../../components/patent-at-rest.tsx';
import { Shown } from '../../components/shown.tsx';
import { paths } from '../../lib/paths.ts';
import { read } from '../../lib/query.ts';
import { useTexts } from '../../lib/texts.ts';
import { matchesTexts } from './matches.texts.ts';
import { keptOf, RankedList, useRankedQuery } from './ranked-list.tsx';
import { WhyNot } from './why-not.tsx';

/** The needs that one patent serves best. */
export function Component() {
  const say = useTexts(matchesTexts);
  const { patentId = '' } = useParams();
  const patent = useQuery(read('patents.get', { params: { patentId } }));
  const query = useRankedQuery();
  const ranked = useQuery({
    ...read('matches.forPatent', { params: { patentId }, query }),
    placeholderData: keptOf(patentId),
  });
  const lead = (
    <>
      {say('forPatentLead')}
      <Link to={paths.patent(patentId)}>{patent.data?.title}</Link>
    </>
  );
  const atRest = patent.data && patentAtRest(patent.data.state);
  return (
    <Shown query={ranked}>
      {(list) =>
        atRest ? (
          <Page title={say('forPatent')} lead={lead}>
            <PatentAtRest reason={atRest} />
          </Page>
        ) : (
          <RankedList
            title={say('forPatent')}
            lead={lead}
            of={list}
            show="need"
            below={<WhyNot patentId={patentId} />}
          />
        )
      }
    </Shown>
  );
}
