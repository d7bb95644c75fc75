import { useState } from 'react';
import { Modal } from 'antd';
import { ProblemNote } from '../../components/problem-view.tsx';
import { LongTextField } from '../../components/text-fields.tsx';
import { commonTexts } from '../../lib/common.texts.ts';
import { useTexts } from '../../lib/texts.ts';
import { type Deal, useDealCommand } from './deal.ts';
import { dealsTexts } from './deals.texts.ts';

/** What is done about a line of the ledger only with a reason. */
export type Reasoned = Readonly<
  | { name: 'deals.reverseLine'; fields: Readonly<{ lineId: string; reversalId: string }> }
  | { name: 'deals.refuseReversal'; fields: Readonly<{ lineId: string }> }
>;
type ReasonDialogProps = Readonly<{ deal: Deal; title: string; act: Reasoned; onClose: () => void }>;

/** Asks for the reason and gives the command with it. */
export function ReasonDialog({ deal, title, act, onClose }: ReasonDialogProps) {
  const say = useTexts(dealsTexts);
  const common = useTexts(commonTexts);
  const [reason, setReason] = useState('');
  const command = useDealCommand(act.name, deal, onClose);
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
