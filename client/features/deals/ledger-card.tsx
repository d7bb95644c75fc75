import { useState } from 'react';
import { Button, Popconfirm } from 'antd';
import { Amount } from '../../components/money.tsx';
import { Card } from '../../components/page.tsx';
import { ProblemNote } from '../../components/problem-view.tsx';
import { Tag } from '../../components/tag.tsx';
import { commonTexts } from '../../lib/common.texts.ts';
import { newId } from '../../lib/ids.ts';
import { useTexts } from '../../lib/texts.ts';
import { useOpen } from '../../lib/use-open.ts';
import { type Deal, useDealCommand } from './deal.ts';
import { dealsTexts } from './deals.texts.ts';
import { LineDialog } from './line-dialog.tsx';
import { OpenReversals, ReversalsOf } from './line-reversal.tsx';
import { ReasonDialog, type Reasoned } from './reason-dialog.tsx';

type Line = Deal['ledger'][number];
const levels = ['l0', 'l1', 'l2', 'l3', 'l4'] as const;

/** What is contracted, due and received. Lines are only added; a mistake is taken back by its opposite. */
export function LedgerCard({ deal }: Readonly<{ deal: Deal }>) {
  const say = useTexts(dealsTexts);
  const common = useTexts(commonTexts);
  const confirm = useDealCommand('deals.confirmLine', deal);
  const adding = useOpen();
  const [acting, setActing] = useState<{ title: string; act: Reasoned } | null>(null);
  const reversed = new Set(deal.ledger.map(({ reverses }) => reverses));
  const asked = new Set(deal.reversals.flatMap(({ state, lineId }) => (state === 'asked' ? [lineId] : [])));
  const mayConfirm = (line: Line) =>
    deal.allowed.includes('confirmLine') &&
    !line.isConfirmed &&
    line.statedBy !== 'both' &&
    line.statedBy !== deal.mySide &&
    !line.reverses &&
    !reversed.has(line.id);
  return (
    <Card
      title={say('ledger')}
      aside={deal.allowed.includes('recordLine') && <Button onClick={adding.open}>{say('addLine')}</Button>}
    >
      {deal.ledger.length === 0 && <p className="muted">{say('noLedger')}</p>}
      <OpenReversals
        deal={deal}
        onRefuse={(lineId) =>
          setActing({ title: say('refuseReversal'), act: { name: 'deals.refuseReversal', fields: { lineId } } })
        }
      />
      {deal.ledger.length > 0 && (
        <div className="scroll-x" tabIndex={0} role="region" aria-label={say('ledger')}>
          <table>
            <thead>
              <tr>
                <th>{say('date')}</th>
                <th>{say('kind')}</th>
                <th className="number">{say('amount')}</th>
                <th>{say('level')}</th>
                <th aria-label={say('confirm')} />
              </tr>
            </thead>
            <tbody>
              {deal.ledger.map((line) => (
                <tr key={line.id}>
                  <td className="amount">{line.date}</td>
                  <td>
                    {say(`lineKind.${line.kind}`)} · {say(`linePart.${line.part}`)}{' '}
                    {line.reverses && <Tag tone="bad">{say('reversed')}</Tag>}
                    <ReversalsOf deal={deal} line={line} />
                  </td>
                  <td className="number">
                    <Amount money={line.amount} />
                  </td>
                  <td>
                    {common(`level.${levels[line.level] ?? 'l0'}`)}
                    <br />
                    <span className="muted small">
                      {line.statedBy === 'both' || line.isConfirmed ? say('confirmed') : say('unconfirmed')}
                    </span>
                  </td>
                  <td>
                    <div className="row">
                      {mayConfirm(line) && (
                        <Popconfirm
                          title={say('confirm')}
                          okText={say('confirm')}
                          cancelText={common('cancel')}
                          onConfirm={() => confirm.give({ lineId: line.id })}
                        >
                          <Button size="small" type="primary">
                            {say('confirm')}
                          </Button>
                        </Popconfirm>
                      )}
                      {deal.allowed.includes('reverseLine') &&
                        line.kind !== 'contracted' &&
                        !line.reverses &&
                        !reversed.has(line.id) &&
                        !asked.has(line.id) && (
                          <Button
                            size="small"
                            onClick={() =>
                              setActing({
                                title: say('reverse'),
                                act: { name: 'deals.reverseLine', fields: { lineId: line.id, reversalId: newId() } },
                              })
                            }
                          >
                            {say('reverse')}
                          </Button>
                        )}
                    </div>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <ProblemNote error={confirm.error} />
      {adding.isOpen && <LineDialog deal={deal} onClose={adding.close} />}
      {acting && <ReasonDialog deal={deal} {...acting} onClose={() => setActing(null)} />}
    </Card>
  );
}
