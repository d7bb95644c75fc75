import { Button } from 'antd';
import { Amount } from '../../components/money.tsx';
import { commonTexts } from '../../lib/common.texts.ts';
import { useTexts } from '../../lib/texts.ts';
import { type Contract, type Line, useContractCommand } from './contract.ts';
import { contractsTexts } from './contracts.texts.ts';

/** Who asked to take a line back, why, and what became of it; a line that was taken back shows it on its opposite. */
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

/** The reversals that wait for an answer, and the answer that I may give. */
export function OpenReversals({
  contract,
  onRefuse,
}: Readonly<{ contract: Contract; onRefuse: (lineId: string) => void }>) {
  const say = useTexts(contractsTexts);
  const common = useTexts(commonTexts);
  const agree = useContractCommand('contracts.agreeReversal', contract);
  return contract.reversals
    .filter(({ state }) => state === 'asked')
    .map(({ id, lineId, by, reason }) => {
      const line = contract.ledger.find((one) => one.id === lineId);
      return (
        <div key={id} className="note note-wait">
          {line && (
            <strong>
              {say(`lineKind.${line.kind}`)} · {say(`linePart.${line.part}`)} <Amount money={line.amount} />
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
            <Button size="small" onClick={() => onRefuse(lineId)}>
              {contract.mySide === by ? say('withdrawReversal') : say('refuseReversal')}
            </Button>
          )}
        </div>
      );
    });
}
