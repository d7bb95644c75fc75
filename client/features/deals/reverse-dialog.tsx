import { useState } from 'react';
import { Modal } from 'antd';
import { ProblemNote } from '../../components/problem-view.tsx';
import { LongTextField } from '../../components/text-fields.tsx';
import { commonTexts } from '../../lib/common.texts.ts';
import { useTexts } from '../../lib/texts.ts';
import { type Deal, useDealCommand } from './deal.ts';
import { dealsTexts } from './deals.texts.ts';

type ReverseDialogProps = Readonly<{ deal: Deal; lineId: string; reversalId: string; onClose: () => void }>;

/** Takes a line of the ledger back by its opposite, with the reason. */
export function ReverseDialog({ deal, lineId, reversalId, onClose }: ReverseDialogProps) {
  const say = useTexts(dealsTexts);
  const common = useTexts(commonTexts);
  const [reason, setReason] = useState('');
  const [id] = useState(reversalId);
  const reverse = useDealCommand('deals.reverseLine', deal, onClose);
  return (
    <Modal
      open
      title={say('reverse')}
      okText={say('reverse')}
      cancelText={common('cancel')}
      okButtonProps={{ danger: true, disabled: !reason.trim(), loading: reverse.isPending }}
      onOk={() => reverse.give({ lineId, reversalId: id, reason })}
      onCancel={onClose}
    >
      <div className="form">
        <LongTextField
          label={say('reason')}
          problem={reverse.error}
          path="reason"
          rows={3}
          maxLength={500}
          value={reason}
          onChange={setReason}
        />
        <ProblemNote error={reverse.error} />
      </div>
    </Modal>
  );
}
