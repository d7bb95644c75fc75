import { useState } from 'react';
import { Button } from 'antd';
import { ConfirmStep, useAsked } from '../../components/confirm-step.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { dealingTexts } from '../../components/dealing.texts.ts';
import { FileLink } from '../../components/file-link.tsx';
import { Amount } from '../../components/money.tsx';
import { Card } from '../../components/page.tsx';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { Tag } from '../../components/tag.tsx';
import { commonTexts } from '../../lib/common.texts.ts';
import { newId } from '../../lib/ids.ts';
import { useTexts } from '../../lib/texts.ts';
import { useOpen } from '../../lib/use-open.ts';
import { type Contract, type Line, useContractCommand } from './contract.ts';
import { contractsTexts } from './contracts.texts.ts';
import { LineDialog } from './line-dialog.tsx';
import { useSaid } from './said.ts';
import { OpenReversals, ReversalsOf } from './line-reversal.tsx';

const levels = ['l0', 'l1', 'l2', 'l3', 'l4'] as const;

/** The ledger of a contract. Lines are never changed; a mistake is corrected by a reversing line. */
export function LedgerCard({ contract }: Readonly<{ contract: Contract }>) {
  const say = useTexts(contractsTexts);
  const dealing = useTexts(dealingTexts);
  const common = useTexts(commonTexts);
  const adding = useOpen();
  return (
    <Card
      title={say('ledger')}
      aside={contract.allowed.includes('recordLine') && <Button onClick={adding.open}>{say('addLine')}</Button>}
    >
      {contract.ledger.length === 0 && <p className="muted">{say('noLedger')}</p>}
      <OpenReversals contract={contract} />
      {contract.ledger.length > 0 && (
        <DataTable
          label={say('ledger')}
          rows={contract.ledger}
          keyOf={({ id }) => id}
          columns={[
            { head: say('date'), cell: ({ date }) => <span className="amount">{date}</span> },
            {
              head: say('kind'),
              cell: (line) => (
                <>
                  {dealing(`lineKind.${line.kind}`)} · {dealing(`linePart.${line.part}`)}{' '}
                  {line.proof && (
                    <span className="muted small">
                      {dealing(`proofKind.${line.proof.kind}`)} <FileLink file={line.proof} />
                    </span>
                  )}{' '}
                  {line.reverses && <Tag tone="bad">{say('reversed')}</Tag>}
                  <ReversalsOf contract={contract} line={line} />
                </>
              ),
            },
            { head: say('amount'), isNumber: true, cell: ({ amount }) => <Amount money={amount} /> },
            {
              head: say('level'),
              cell: ({ level, statedBy, isConfirmed }) => (
                <>
                  {common(`level.${levels[level] ?? 'l0'}`)}
                  <br />
                  <span className="muted small">
                    {statedBy === 'both' || isConfirmed ? say('confirmed') : say('unconfirmed')}
                  </span>
                </>
              ),
            },
            { head: say('steps'), isHeadHidden: true, cell: (line) => <LineSteps contract={contract} line={line} /> },
          ]}
        />
      )}
      {adding.isOpen && <LineDialog contract={contract} onClose={adding.close} />}
    </Card>
  );
}

/** Buttons to confirm a line or ask for its reversal, as far as allowed now. */
function LineSteps({ contract, line }: Readonly<{ contract: Contract; line: Line }>) {
  const say = useTexts(contractsTexts);
  const said = useSaid();
  const confirming = useAsked<Line>();
  const [reversalId, setReversalId] = useState<string | null>(null);
  const close = () => setReversalId(null);
  const confirm = useContractCommand('contracts.confirmLine', contract);
  const reverse = useContractCommand('contracts.reverseLine', contract, close);
  const mayConfirm = line.awaitsMe && contract.allowed.includes('confirmLine');
  const mayReverse = contract.allowed.includes('reverseLine') && line.kind !== 'contracted' && line.stands;
  if (!mayConfirm && !mayReverse && !confirming.held && !reversalId) return null;
  return (
    <div className="row">
      <ConfirmStep
        asked={confirming}
        now={mayConfirm ? line : null}
        version={contract.version}
        label={() => say('confirm')}
        sentence={(held) => say('confirmLineText', { line: said.line(held) })}
        command={confirm}
        details={({ proof }) => proof && <FileLink file={proof} />}
        onYes={({ id }, version) => confirm.give({ lineId: id }, version)}
        button={{ size: 'small', type: 'primary' }}
      />
      {mayReverse && (
        <Button size="small" onClick={() => setReversalId(newId())}>
          {say('reverse')}
        </Button>
      )}
      {reversalId && (
        <ReasonDialog
          title={say('reverse')}
          about={said.line(line)}
          version={contract.version}
          command={reverse}
          onOk={(reason, version) => reverse.give({ lineId: line.id, reversalId, reason }, version)}
          onClose={close}
        />
      )}
    </div>
  );
}
