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
export type Decision = 'approve' | 'awardCode' | 'refuse' | 'suspend';
type DecisionDialogProps = Readonly<{ organisation: Organisation; decision: Decision; onClose: () => void }>;

/** Decides on an organisation, with a reason. */
export function DecisionDialog({ organisation, decision, onClose }: DecisionDialogProps) {
  const say = useTexts(accountsTexts);
  const common = useTexts(commonTexts);
  const [reason, setReason] = useState('');
  const done = () => {
    tell(say('organisations.decided'));
    onClose();
  };
  const decide = useCommand('organisations.decide', done);
  const award = useCommand('organisations.awardCode', done);
  const { id, name, version } = organisation;
  const command = decision === 'awardCode' ? award : decide;
  const give = () => {
    const [params, of] = [{ organisationId: id }, { expectedVersion: version, reason }];
    if (decision === 'awardCode') award.mutate({ params, body: of });
    else decide.mutate({ params, body: { ...of, decision } });
  };
  return (
    <Modal
      open
      title={say('organisations.dialog', { name, decision: say(`organisations.${decision}`) })}
      okText={say(`organisations.${decision}`)}
      cancelText={common('cancel')}
      okButtonProps={{ danger: decision !== 'approve', loading: command.isPending }}
      onOk={give}
      onCancel={onClose}
    >
      <div className="form">
        {decision === 'awardCode' && <p>{say('organisations.awardCodeLead')}</p>}
        <LongTextField
          label={say('organisations.reason')}
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
