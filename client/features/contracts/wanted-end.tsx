import { useState } from 'react';
import { Button } from 'antd';
import { commonTexts } from '../../lib/common.texts.ts';
import { formatMoney } from '../../lib/format.ts';
import { useTexts } from '../../lib/texts.ts';
import { type Contract, useContractCommand } from './contract.ts';
import { contractsTexts } from './contracts.texts.ts';
import { ReasonDialog } from './reason-dialog.tsx';
import { ProblemNote } from '../../components/problem-view.tsx';

type WantedEndProps = Readonly<{ contract: Contract; wanted: NonNullable<Contract['wantedEnd']> }>;

/** How one side wants the contract to end, and the answer that I may give. */
export function WantedEnd({ contract, wanted }: WantedEndProps) {
  const say = useTexts(contractsTexts);
  const common = useTexts(commonTexts);
  const agree = useContractCommand('contracts.agreeEnd', contract);
  const [isRefusing, setIsRefusing] = useState(false);
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
                  kind: say(`lineKind.${line.kind}`),
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
        <Button size="small" onClick={() => setIsRefusing(true)}>
          {refusal}
        </Button>
      )}
      <ProblemNote error={agree.error} />
      {isRefusing && (
        <ReasonDialog
          contract={contract}
          title={refusal}
          act={{ name: 'contracts.refuseEnd', fields: {} }}
          onClose={() => setIsRefusing(false)}
        />
      )}
    </div>
  );
}
