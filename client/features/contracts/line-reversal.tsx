import { Button } from 'antd';
import { ConfirmStep, useAsked } from '../../components/confirm-step.tsx';
import { dealingTexts } from '../../components/dealing.texts.ts';
import { Amount } from '../../components/money.tsx';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { commonTexts } from '../../lib/common.texts.ts';
import { useTexts } from '../../lib/texts.ts';
import { useOpen } from '../../lib/use-open.ts';
import { type Contract, type Line, useContractCommand } from './contract.ts';
import { contractsTexts } from './contracts.texts.ts';
import { useSaid } from './said.ts';

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
  const said = useSaid();
  const refusing = useOpen();
  const agreeing = useAsked<Line>();
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
      <ConfirmStep
        asked={agreeing}
        now={(contract.mySide !== by && contract.allowed.includes('agreeReversal') && line) || null}
        version={contract.version}
        label={() => say('agreeReversal')}
        sentence={(held) => say('agreeReversalText', { line: said.line(held) })}
        command={agree}
        onYes={({ id }, version) => agree.give({ lineId: id }, version)}
        button={{ size: 'small', type: 'primary' }}
      />
      {contract.allowed.includes('refuseReversal') && (
        <Button size="small" onClick={refusing.open}>
          {refusal}
        </Button>
      )}
      {refusing.isOpen && (
        <ReasonDialog
          title={refusal}
          about={line ? said.line(line) : ''}
          version={contract.version}
          command={refuse}
          onOk={(given, version) => refuse.give({ lineId, reason: given }, version)}
          onClose={refusing.close}
        />
      )}
    </div>
  );
}
