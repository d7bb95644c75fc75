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
import { type Contract, useContractCommand } from './contract.ts';
import { contractsTexts } from './contracts.texts.ts';
import { LineDialog } from './line-dialog.tsx';
import { OpenReversals, ReversalsOf } from './line-reversal.tsx';
import { ReasonDialog, type Reasoned } from './reason-dialog.tsx';

const levels = ['l0', 'l1', 'l2', 'l3', 'l4'] as const;

/** What is contracted, due and received. Lines are only added; a mistake is taken back by its opposite. */
export function LedgerCard({ contract }: Readonly<{ contract: Contract }>) {
  const say = useTexts(contractsTexts);
  const common = useTexts(commonTexts);
  const confirm = useContractCommand('contracts.confirmLine', contract);
  const adding = useOpen();
  const [acting, setActing] = useState<{ title: string; act: Reasoned } | null>(null);
  return (
    <Card
      title={say('ledger')}
      aside={contract.allowed.includes('recordLine') && <Button onClick={adding.open}>{say('addLine')}</Button>}
    >
      {contract.ledger.length === 0 && <p className="muted">{say('noLedger')}</p>}
      <OpenReversals
        contract={contract}
        onRefuse={(lineId) =>
          setActing({ title: say('refuseReversal'), act: { name: 'contracts.refuseReversal', fields: { lineId } } })
        }
      />
      {contract.ledger.length > 0 && (
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
              {contract.ledger.map((line) => (
                <tr key={line.id}>
                  <td className="amount">{line.date}</td>
                  <td>
                    {say(`lineKind.${line.kind}`)} · {say(`linePart.${line.part}`)}{' '}
                    {line.proof && <span className="muted small">{say(`proofKind.${line.proof.kind}`)}</span>}{' '}
                    {line.reverses && <Tag tone="bad">{say('reversed')}</Tag>}
                    <ReversalsOf contract={contract} line={line} />
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
                      {line.awaitsMe && contract.allowed.includes('confirmLine') && (
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
                      {contract.allowed.includes('reverseLine') && line.kind !== 'contracted' && line.stands && (
                        <Button
                          size="small"
                          onClick={() =>
                            setActing({
                              title: say('reverse'),
                              act: { name: 'contracts.reverseLine', fields: { lineId: line.id, reversalId: newId() } },
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
      {adding.isOpen && <LineDialog contract={contract} onClose={adding.close} />}
      {acting && <ReasonDialog contract={contract} {...acting} onClose={() => setActing(null)} />}
    </Card>
  );
}
