import { useState } from 'react';
import { Modal } from 'antd';
import type { Output } from '../../../server/api/operations.ts';
import { ProblemNote } from '../../components/problem-view.tsx';
import { LongTextField } from '../../components/text-fields.tsx';
import { useCommand } from '../../lib/command.ts';
import { commonTexts } from '../../lib/common.texts.ts';
import { tell } from '../../lib/signals.ts';
import { useTexts } from '../../lib/texts.ts';
import { accountsTexts } from './accounts.texts.ts';

export type Organisation = Output<'organisations.get'>;
export type Decision = 'approve' | 'refuse' | 'suspend';
type DecisionDialogProps = Readonly<{ organisation: Organisation; decision: Decision; onClose: () => void }>;

/** Decides on an organisation, with a reason. */
export function DecisionDialog({ organisation, decision, onClose }: DecisionDialogProps) {
  const say = useTexts(accountsTexts);
  const common = useTexts(commonTexts);
  const [reason, setReason] = useState('');
  const decide = useCommand('organisations.decide', () => {
    tell(say('organisations.decided'));
    onClose();
  });
  const { id, name, version } = organisation;
  return (
    <Modal
      open
      title={say('organisations.dialog', { name, decision: say(`organisations.${decision}`) })}
      okText={say(`organisations.${decision}`)}
      cancelText={common('cancel')}
      okButtonProps={{ danger: decision !== 'approve', loading: decide.isPending }}
      onOk={() =>
        decide.mutate({ params: { organisationId: id }, body: { expectedVersion: version, decision, reason } })
      }
      onCancel={onClose}
    >
      <div className="form">
        <LongTextField
          label={say('organisations.reason')}
          problem={decide.error}
          path="reason"
          rows={3}
          maxLength={500}
          value={reason}
          onChange={setReason}
        />
        <ProblemNote error={decide.error} />
      </div>
    </Modal>
  );
}
