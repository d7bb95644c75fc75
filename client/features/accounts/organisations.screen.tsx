import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { Button, Segmented } from 'antd';
import { Empty } from '../../components/empty.tsx';
import { More } from '../../components/more.tsx';
import { Card, Page } from '../../components/page.tsx';
import { Shown } from '../../components/shown.tsx';
import { commonTexts } from '../../lib/common.texts.ts';
import { paths } from '../../lib/paths.ts';
import { placeName } from '../../lib/places.ts';
import { useList } from '../../lib/query.ts';
import { useTexts } from '../../lib/texts.ts';
import { accountsTexts } from './accounts.texts.ts';
import { type Decision, DecisionDialog, type Organisation } from './decision-dialog.tsx';
import { OrganisationTag } from './organisation-tag.tsx';

const states = ['pending', 'approved', 'refused', 'suspended'] as const;

/** Organisations that wait for the decision of an authority or administrator, and those decided on. */
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
      <Shown query={list}>
        {() =>
          list.items.length === 0 ? (
            <Empty title={say('organisations.emptyTitle')} text={say('organisations.emptyText')} />
          ) : (
            <Card>
              <div className="scroll-x" tabIndex={0} role="region" aria-label={say('organisations.title')}>
                <table>
                  <thead>
                    <tr>
                      <th style={{ minWidth: 160 }}>{say('register.name')}</th>
                      <th>{say('organisation.kind')}</th>
                      <th>{say('organisation.creditCode')}</th>
                      <th>{say('organisation.place')}</th>
                      <th>{say('organisation.state')}</th>
                      <th aria-label={say('organisations.approve')} />
                    </tr>
                  </thead>
                  <tbody>
                    {list.items.map((organisation) => (
                      <tr key={organisation.id}>
                        <td>
                          <Link to={paths.organisation(organisation.id)}>{organisation.name}</Link>
                        </td>
                        <td>{common(`kind.${organisation.kind}`)}</td>
                        <td className="amount">{organisation.creditCode}</td>
                        <td>{placeName(organisation.place)}</td>
                        <td>
                          <OrganisationTag state={organisation.state} />
                        </td>
                        <td>
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
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
              <More list={list} />
            </Card>
          )
        }
      </Shown>
      {deciding && <DecisionDialog {...deciding} onClose={() => setDeciding(null)} />}
    </Page>
  );
}

const decisions = ['approve', 'refuse', 'suspend'] as const;
const decisionsOf = ({ allowed }: Organisation): Decision[] =>
  decisions.filter((decision) => allowed.includes(decision));
