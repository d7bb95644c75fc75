import { Button } from 'antd';
import { dealingTexts } from '../../components/dealing.texts.ts';
import { Amount } from '../../components/money.tsx';
import { ProblemNote } from '../../components/problem-view.tsx';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { commonTexts } from '../../lib/common.texts.ts';
import { useTexts } from '../../lib/texts.ts';
import { useOpen } from '../../lib/use-open.ts';
import { type Contract, type Line, useContractCommand } from './contract.ts';
import { contractsTexts } from './contracts.texts.ts';

/** The closed reversal requests of a line. A completed one is shown on the reversing line. */
export function ReversalsOf({ contract, line }: Readonly<{ contract: Contract; line: Line }>) {
  const say = useTexts(contractsTexts);
  const common = useTexts(commonTexts);
  return contract.reversals
    .filter(({ id, lineId, state }) => (state === 'done' ? id === line.id : state === 'refused' && lineId === line.id))
    .map(({ id, by, state, reason }) => (
      <div key={id} className="muted small">
        {say(`reversal.${state}`, { side: common(`side.${by}`) })} {reason}
      </div>
    ));
}

/** The reversals that wait for an answer, with the answers open to the user. */
export function OpenReversals({ contract }: Readonly<{ contract: Contract }>) {
  return contract.reversals
    .filter(({ state }) => state === 'asked')
    .map((reversal) => <OpenReversal key={reversal.id} contract={contract} reversal={reversal} />);
}

type OpenReversalProps = Readonly<{ contract: Contract; reversal: Contract['reversals'][number] }>;

function OpenReversal({ contract, reversal: { lineId, by, reason } }: OpenReversalProps) {
  const say = useTexts(contractsTexts);
  const dealing = useTexts(dealingTexts);
  const common = useTexts(commonTexts);
  const refusing = useOpen();
  const agree = useContractCommand('contracts.agreeReversal', contract);
  const refuse = useContractCommand('contracts.refuseReversal', contract, refusing.close);
  const line = contract.ledger.find(({ id }) => id === lineId);
  const refusal = contract.mySide === by ? say('withdrawReversal') : say('refuseReversal');
  return (
    <div className="note note-wait">
      {line && (
        <strong>
          {dealing(`lineKind.${line.kind}`)} · {dealing(`linePart.${line.part}`)} <Amount money={line.amount} />
        </strong>
      )}
      <span className="grow">
        {say('reversal.asked', { side: common(`side.${by}`) })} {reason}
      </span>
      {contract.mySide !== by && contract.allowed.includes('agreeReversal') && (
        <Button size="small" type="primary" loading={agree.isPending} onClick={() => agree.give({ lineId })}>
          {say('agreeReversal')}
        </Button>
      )}
      {contract.allowed.includes('refuseReversal') && (
        <Button size="small" onClick={refusing.open}>
          {refusal}
        </Button>
      )}
      <ProblemNote error={agree.error} />
      {refusing.isOpen && (
        <ReasonDialog
          title={refusal}
          command={refuse}
          onOk={(given) => refuse.give({ lineId, reason: given })}
          onClose={refusing.close}
        />
      )}
    </div>
  );
}
