import { useState } from 'react';
import { Input, Modal } from 'antd';
import { Field } from '../../components/field.tsx';
import { ProblemNote } from '../../components/problem-view.tsx';
import { LongTextField } from '../../components/text-fields.tsx';
import { commonTexts } from '../../lib/common.texts.ts';
import { todayInShanghai } from '../../lib/format.ts';
import { useTexts } from '../../lib/texts.ts';
import { type Deal, useDealCommand } from './deal.ts';
import { dealsTexts } from './deals.texts.ts';

/** Ends talks, or a contract early; either way with a reason that stays on record. */
export function EndDialog({ deal, onClose }: Readonly<{ deal: Deal; onClose: () => void }>) {
  const say = useTexts(dealsTexts);
  const common = useTexts(commonTexts);
  const [reason, setReason] = useState('');
  const [on, setOn] = useState(todayInShanghai());
  const close = useDealCommand('deals.close', deal, onClose);
  const terminate = useDealCommand('deals.terminate', deal, onClose);
  const isTalks = deal.allowed.includes('close');
  const error = close.error ?? terminate.error;
  return (
    <Modal
      open
      title={isTalks ? say('close') : say('terminate')}
      okText={isTalks ? say('close') : say('terminate')}
      cancelText={common('cancel')}
      okButtonProps={{ danger: true, disabled: !reason.trim(), loading: close.isPending || terminate.isPending }}
      onOk={() => (isTalks ? close.give({ reason }) : terminate.give({ reason, on }))}
      onCancel={onClose}
    >
      <div className="form">
        <LongTextField
          label={say('reason')}
          problem={error}
          path="reason"
          rows={3}
          maxLength={500}
          value={reason}
          onChange={setReason}
        />
        {!isTalks && (
          <Field label={say('date')} problem={error} path="on">
            {(control) => <Input {...control} type="date" value={on} onChange={(e) => setOn(e.target.value)} />}
          </Field>
        )}
        <ProblemNote error={error} />
      </div>
    </Modal>
  );
}
