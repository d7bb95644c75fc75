import { useState } from 'react';
import { Radio } from 'antd';
import { type DeclineReason, declineReasons } from '../../../server/domain/matches.ts';
import { wholeCountry } from '../../../server/domain/place.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { LongTextField } from '../../components/text-fields.tsx';
import { useCommand } from '../../lib/command.ts';
import { useParameterNow } from '../../lib/parameter-now.ts';
import { useMe } from '../../lib/session.ts';
import { tell } from '../../lib/signals.ts';
import { useTexts } from '../../lib/texts.ts';
import { useHeld } from '../../lib/use-held.ts';
import { type AnyMatch, pairOf } from './match.ts';
import { matchesTexts } from './matches.texts.ts';

/** Asks why a match is declined and declines it. */
export function DeclineDialog({ match, onClose }: Readonly<{ match: AnyMatch; onClose: () => void }>) {
  const say = useTexts(matchesTexts);
  const [reason, setReason] = useState<DeclineReason | null>(null);
  const [text, setText] = useState('');
  const held = useHeld(match.version, null);
  const place = useMe()?.organisation?.place ?? wholeCountry;
  const hours = Number(useParameterNow('match.takeBackHours', place)?.value ?? 0);
  const takeBack = useCommand('matches.takeBack', () => tell(say('takenBack')));
  const decline = useCommand('matches.decline', ({ version }, { params }) => {
    const undo = () => takeBack.mutate({ params, body: { expectedVersion: version } });
    tell(say('declinedSaid'), hours === 0 ? {} : { undo });
    onClose();
  });
  const { need, patent } = match;
  return (
    <FormDialog
      title={say('declineTitle')}
      okText={say('decline')}
      command={decline}
      isReady={reason !== null}
      onOk={() =>
        reason && decline.mutate({ params: pairOf(match), body: { expectedVersion: held.version, reason, text } })
      }
      onClose={onClose}
      held={held}
    >
      <p>{say('declineOf', { patent: patent.title, need: need.title })}</p>
      <p className="muted">
        {say('declineHint')}
        {hours > 0 && say('declineBack', { count: hours })}
      </p>
      <Radio.Group value={reason} onChange={({ target }) => setReason(target.value as DeclineReason)}>
        {declineReasons.map((one) => (
          <Radio key={one} value={one}>
            {say(`reason.${one}`)}
          </Radio>
        ))}
      </Radio.Group>
      <LongTextField
        label={say('declineText')}
        problem={decline.error}
        path="text"
        rows={3}
        value={text}
        onChange={setText}
      />
    </FormDialog>
  );
}
