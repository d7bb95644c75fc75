import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { Button, Segmented } from 'antd';
import { DataTable } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { More } from '../../components/more.tsx';
import { Card, Page } from '../../components/page.tsx';
import { ShownList } from '../../components/shown.tsx';
import { commonTexts } from '../../lib/common.texts.ts';
import { paths } from '../../lib/paths.ts';
import { PlaceName } from '../../components/place-name.tsx';
import { useList } from '../../lib/query.ts';
import { useTexts } from '../../lib/texts.ts';
import { accountsTexts } from './accounts.texts.ts';
import { type Decision, DecisionDialog, type Organisation } from './decision-dialog.tsx';
import { LicenceLink } from './licence-link.tsx';
import { OrganisationTag } from './organisation-tag.tsx';
import { OthersLike } from './others-like.tsx';

const states = ['pending', 'approved', 'refused', 'suspended'] as const;

/** Organisations that wait for a decision by an authority or administrator, and those decided on. */
export function Component() {
  const say = useTexts(accountsTexts);
  const common = useTexts(commonTexts);
  const [search, setSearch] = useSearchParams();
  const asked = search.get('state');
  const state = asked === 'all' ? undefined : (states.find((one) => one === asked) ?? 'pending');
  const list = useList('organisations.list', { query: { limit: 50, state } });
  const [deciding, setDeciding] = useState<{ organisation: Organisation; decision: Decision } | null>(null);
  return (
    <Page title={say('organisations.title')} lead={say('organisations.lead')}>
      <div className="scroll-x">
        <Segmented
          value={state ?? 'all'}
          onChange={(next) => setSearch({ state: next }, { replace: true })}
          options={[
            ...states.map((one) => ({ value: one, label: say(`state.${one}`) })),
            { value: 'all', label: say('organisations.all') },
          ]}
        />
      </div>
      <ShownList
        list={list}
        empty={<Empty title={say('organisations.emptyTitle')} text={say('organisations.emptyText')} />}
      >
        <Card>
          <DataTable
            label={say('organisations.title')}
            rows={list.items}
            keyOf={({ id }) => id}
            columns={[
              {
                head: say('register.name'),
                minWidth: 160,
                cell: ({ id, name, sameName }) => (
                  <>
                    <Link to={paths.organisation(id)}>{name}</Link>
                    <OthersLike text={say('organisations.sameName')} others={sameName} />
                  </>
                ),
              },
              { head: say('organisation.kind'), cell: ({ kind }) => common(`kind.${kind}`) },
              {
                head: say('organisation.creditCode'),
                cell: ({ id, creditCode, sameCode, licence }) => (
                  <>
                    <span className="amount">{creditCode}</span>
                    <OthersLike text={say('organisations.sameCode')} others={sameCode} />
                    {licence && (
                      <div className="small">
                        <LicenceLink of={{ id, licence }} />
                      </div>
                    )}
                  </>
                ),
              },
              { head: say('organisation.place'), cell: ({ place }) => <PlaceName of={place} /> },
              { head: say('organisation.state'), cell: ({ state: now }) => <OrganisationTag state={now} /> },
              {
                head: say('members.steps'),
                isHeadHidden: true,
                cell: (organisation) => (
                  <div className="row">
                    {decisionsOf(organisation).map((decision) => (
                      <Button
                        key={decision}
                        size="small"
                        type={decision === 'approve' ? 'primary' : 'default'}
                        danger={decision !== 'approve'}
                        aria-label={say('organisations.dialog', {
                          name: organisation.name,
                          decision: say(`organisations.${decision}`),
                        })}
                        onClick={() => setDeciding({ organisation, decision })}
                      >
                        {say(`organisations.${decision}`)}
                      </Button>
                    ))}
                  </div>
                ),
              },
            ]}
          />
          <More list={list} />
        </Card>
      </ShownList>
      {deciding && (
        <DecisionDialog
          {...deciding}
          now={list.items.find(({ id }) => id === deciding.organisation.id)}
          onClose={() => setDeciding(null)}
        />
      )}
    </Page>
  );
}

const decisions = ['approve', 'awardCode', 'refuse', 'suspend'] as const;
const decisionsOf = ({ allowed }: Organisation): Decision[] =>
  decisions.filter((decision) => allowed.includes(decision));
