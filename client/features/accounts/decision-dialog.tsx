import { useState } from 'react';
import type { Output } from '../../../server/api/operations.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { LongTextField } from '../../components/text-fields.tsx';
import { useCommand } from '../../lib/command.ts';
import { tell } from '../../lib/signals.ts';
import { useTexts } from '../../lib/texts.ts';
import { useHeld } from '../../lib/use-held.ts';
import { accountsTexts } from './accounts.texts.ts';
import { LicenceLink } from './licence-link.tsx';

export type Organisation = Output<'organisations.get'>;
export type Decision = 'approve' | 'awardCode' | 'refuse' | 'suspend';
type DecisionDialogProps = Readonly<{
  /** As it was when the decision was begun. */
  organisation: Organisation;
  /** As it is now; undefined when it cannot be decided on like this any more. */
  now: Organisation | undefined;
  decision: Decision;
  onClose: () => void;
}>;

/** Decides on an organisation, with a reason. */
export function DecisionDialog({ organisation, now, decision, onClose }: DecisionDialogProps) {
  const say = useTexts(accountsTexts);
  const [reason, setReason] = useState('');
  const done = () => {
    tell(say('organisations.decided'));
    onClose();
  };
  const decide = useCommand('organisations.decide', done);
  const award = useCommand('organisations.awardCode', done);
  const { id, name } = organisation;
  const held = useHeld(now?.version ?? organisation.version, null);
  const command = decision === 'awardCode' ? award : decide;
  const give = () => {
    const [params, of] = [{ organisationId: id }, { expectedVersion: held.version, reason }];
    if (decision === 'awardCode') award.mutate({ params, body: of });
    else decide.mutate({ params, body: { ...of, decision } });
  };
  return (
    <FormDialog
      title={say('organisations.dialog', { name, decision: say(`organisations.${decision}`) })}
      okText={say(`organisations.${decision}`)}
      isDanger={decision !== 'approve'}
      command={command}
      onOk={give}
      onClose={onClose}
      held={{ ...held, hasMoved: held.hasMoved || !now, isGone: !now }}
    >
      {organisation.licence && (
        <p>
          {say('organisation.licence')}: <LicenceLink of={organisation} />
        </p>
      )}
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
    </FormDialog>
  );
}
