import { Link, useParams } from 'react-router';
import { useQuery } from '@tanstack/react-query';
import { Card, Page } from '../../components/page.tsx';
import { Shown } from '../../components/shown.tsx';
import { commonTexts } from '../../lib/common.texts.ts';
import { placeName } from '../../lib/places.ts';
import { read } from '../../lib/query.ts';
import { useMe } from '../../lib/session.ts';
import { useTexts } from '../../lib/texts.ts';
import { accountsTexts } from './accounts.texts.ts';
import { OrganisationTag } from './organisation-tag.tsx';

/** An organisation's public page. */
export function Component() {
  const say = useTexts(accountsTexts);
  const common = useTexts(commonTexts);
  const { organisationId = '' } = useParams();
  const me = useMe();
  const query = useQuery(read('accounts.organisation', { params: { organisationId } }));
  const seesFigures =
    me?.isAdministrator || me?.organisation?.id === organisationId || me?.organisation?.kind === 'authority';
  return (
    <Shown query={query}>
      {({ name, kind, creditCode, place, state, decisionReason, isSme }) => (
        <Page title={name} lead={say('organisation.lead')}>
          <Card>
            <dl className="facts">
              <dt>{say('organisation.kind')}</dt>
              <dd>{common(`kind.${kind}`)}</dd>
              <dt>{say('organisation.creditCode')}</dt>
              <dd className="amount">{creditCode}</dd>
              <dt>{say('organisation.place')}</dt>
              <dd>{placeName(place)}</dd>
              <dt>{say('organisation.state')}</dt>
              <dd>
                <OrganisationTag state={state} />
              </dd>
              {decisionReason && (
                <>
                  <dt>{say('organisation.decisionReason')}</dt>
                  <dd>{decisionReason}</dd>
                </>
              )}
            </dl>
            {isSme && <p>{say('organisation.sme')}</p>}
            {kind === 'centre' && seesFigures && (
              <Link to={`/centres/${organisationId}/amounts`}>{say('organisation.figures')}</Link>
            )}
          </Card>
        </Page>
      )}
    </Shown>
  );
}
