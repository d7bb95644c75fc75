import { useState } from 'react';
import { Modal } from 'antd';
import { dealingTexts } from '../../components/dealing.texts.ts';
import { ProblemNote } from '../../components/problem-view.tsx';
import { LongTextField } from '../../components/text-fields.tsx';
import { commonTexts } from '../../lib/common.texts.ts';
import { useTexts } from '../../lib/texts.ts';
import { type Contract, useContractCommand } from './contract.ts';

/** What is done only with a reason. */
export type Reasoned = Readonly<
  | { name: 'contracts.reverseLine'; fields: Readonly<{ lineId: string; reversalId: string }> }
  | { name: 'contracts.refuseReversal'; fields: Readonly<{ lineId: string }> }
  | { name: 'contracts.refuseEnd'; fields: Readonly<Record<string, never>> }
>;
type ReasonDialogProps = Readonly<{ contract: Contract; title: string; act: Reasoned; onClose: () => void }>;

/** Asks for the reason and gives the command with it. */
export function ReasonDialog({ contract, title, act, onClose }: ReasonDialogProps) {
  const say = useTexts(dealingTexts);
  const common = useTexts(commonTexts);
  const [reason, setReason] = useState('');
  const command = useContractCommand(act.name, contract, onClose);
  return (
    <Modal
      open
      title={title}
      okText={title}
      cancelText={common('cancel')}
      okButtonProps={{ danger: true, disabled: !reason.trim(), loading: command.isPending }}
      onOk={() => command.give({ ...act.fields, reason })}
      onCancel={onClose}
    >
      <div className="form">
        <LongTextField
          label={say('reason')}
          problem={command.error}
          path="reason"
          rows={3}
          maxLength={500}
          value={reason}
          onChange={setReason}
        />
        <ProblemNote error={command.error} />
      </div>
    </Modal>
  );
}
