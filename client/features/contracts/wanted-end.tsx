import { Button } from 'antd';
import { dealingTexts } from '../../components/dealing.texts.ts';
import { ProblemNote } from '../../components/problem-view.tsx';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { commonTexts } from '../../lib/common.texts.ts';
import { formatMoney } from '../../lib/format.ts';
import { useTexts } from '../../lib/texts.ts';
import { useOpen } from '../../lib/use-open.ts';
import { type Contract, useContractCommand } from './contract.ts';
import { contractsTexts } from './contracts.texts.ts';

type WantedEndProps = Readonly<{ contract: Contract; wanted: NonNullable<Contract['wantedEnd']> }>;

/** A request to end the contract, with the answers open to the user. */
export function WantedEnd({ contract, wanted }: WantedEndProps) {
  const say = useTexts(contractsTexts);
  const dealing = useTexts(dealingTexts);
  const common = useTexts(commonTexts);
  const agree = useContractCommand('contracts.agreeEnd', contract);
  const refusing = useOpen();
  const refuse = useContractCommand('contracts.refuseEnd', contract, refusing.close);
  const { by, on, ground, reason, stands } = wanted;
  const refusal = contract.mySide === by ? say('withdrawEnd') : say('refuseEnd');
  return (
    <div className="note note-wait">
      <span className="grow">
        {say('endAsked', { side: common(`side.${by}`), on, ground: say(`endGround.${ground}`) })} {reason}
        {stands.map(({ lineId, amount }) => {
          const line = contract.ledger.find(({ id }) => id === lineId);
          return (
            line && (
              <span key={lineId} className="small" style={{ display: 'block' }}>
                {say('endStands', {
                  kind: dealing(`lineKind.${line.kind}`),
                  amount: formatMoney(line.amount),
                  stands: formatMoney(amount),
                })}
              </span>
            )
          );
        })}
      </span>
      {contract.allowed.includes('agreeEnd') && (
        <Button size="small" danger type="primary" loading={agree.isPending} onClick={() => agree.give({})}>
          {say('agreeEnd')}
        </Button>
      )}
      {contract.allowed.includes('refuseEnd') && (
        <Button size="small" onClick={refusing.open}>
          {refusal}
        </Button>
      )}
      <ProblemNote error={agree.error} />
      {refusing.isOpen && (
        <ReasonDialog
          title={refusal}
          command={refuse}
          onOk={(reason) => refuse.give({ reason })}
          onClose={refusing.close}
        />
      )}
    </div>
  );
}
