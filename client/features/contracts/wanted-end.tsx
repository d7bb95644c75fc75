import { Button } from 'antd';
import { ConfirmStep, useAsked } from '../../components/confirm-step.tsx';
import { dealingTexts } from '../../components/dealing.texts.ts';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { formatMoney } from '../../lib/format.ts';
import { useTexts } from '../../lib/texts.ts';
import { useOpen } from '../../lib/use-open.ts';
import { type Contract, useContractCommand } from './contract.ts';
import { contractsTexts } from './contracts.texts.ts';
import { useSaid } from './said.ts';

type WantedEndProps = Readonly<{ contract: Contract; wanted: NonNullable<Contract['wantedEnd']> }>;

/** A request to end the contract, with the answers open to the user. */
export function WantedEnd({ contract, wanted }: WantedEndProps) {
  const say = useTexts(contractsTexts);
  const said = useSaid();
  const agreeing = useAsked<typeof wanted>();
  const agree = useContractCommand('contracts.agreeEnd', contract);
  const refusing = useOpen();
  const refuse = useContractCommand('contracts.refuseEnd', contract, refusing.close);
  const { by, stands } = wanted;
  const refusal = contract.mySide === by ? say('withdrawEnd') : say('refuseEnd');
  return (
    <div className="note note-wait">
      <span className="grow">
        {said.end(wanted)}
        <Stands contract={contract} stands={stands} />
      </span>
      <ConfirmStep
        asked={agreeing}
        now={contract.allowed.includes('agreeEnd') ? wanted : null}
        version={contract.version}
        label={() => say('agreeEnd')}
        sentence={(held) => say('agreeEndText', { end: said.end(held) })}
        details={(held) => <Stands contract={contract} stands={held.stands} />}
        command={agree}
        onYes={(_, version) => agree.give({}, version)}
        button={{ size: 'small', danger: true, type: 'primary' }}
      />
      {contract.allowed.includes('refuseEnd') && (
        <Button size="small" onClick={refusing.open}>
          {refusal}
        </Button>
      )}
      {refusing.isOpen && (
        <ReasonDialog
          title={refusal}
          about={said.end(wanted)}
          version={contract.version}
          command={refuse}
          onOk={(given, version) => refuse.give({ reason: given }, version)}
          onClose={refusing.close}
        />
      )}
    </div>
  );
}

/** How much of each line stands after the end. */
function Stands({ contract, stands }: Readonly<{ contract: Contract; stands: WantedEndProps['wanted']['stands'] }>) {
  const say = useTexts(contractsTexts);
  const dealing = useTexts(dealingTexts);
  return stands.map(({ lineId, amount }) => {
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
  });
}
