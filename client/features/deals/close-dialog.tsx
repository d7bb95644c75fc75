import { useState } from 'react';
import { Modal } from 'antd';
import { dealingTexts } from '../../components/dealing.texts.ts';
import { ProblemNote } from '../../components/problem-view.tsx';
import { LongTextField } from '../../components/text-fields.tsx';
import { commonTexts } from '../../lib/common.texts.ts';
import { useTexts } from '../../lib/texts.ts';
import { type Deal, useDealCommand } from './deal.ts';
import { dealsTexts } from './deals.texts.ts';

/** Ends talks with a reason that stays on record. */
export function CloseDialog({ deal, onClose }: Readonly<{ deal: Deal; onClose: () => void }>) {
  const say = useTexts(dealsTexts);
  const dealing = useTexts(dealingTexts);
  const common = useTexts(commonTexts);
  const [reason, setReason] = useState('');
  const close = useDealCommand('deals.close', deal, onClose);
  return (
    <Modal
      open
      title={say('close')}
      okText={say('close')}
      cancelText={common('cancel')}
      okButtonProps={{ danger: true, disabled: !reason.trim(), loading: close.isPending }}
      onOk={() => close.give({ reason })}
      onCancel={onClose}
    >
      <div className="form">
        <LongTextField
          label={dealing('reason')}
          problem={close.error}
          path="reason"
          rows={3}
          maxLength={500}
          value={reason}
          onChange={setReason}
        />
        <ProblemNote error={close.error} />
      </div>
    </Modal>
  );
}
