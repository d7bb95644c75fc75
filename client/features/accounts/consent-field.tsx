import { Checkbox } from 'antd';
import { consentText, consentVersion } from '../../../server/domain/accounts/consent.ts';
import { currentLanguage } from '../../lib/language.ts';
import { useTexts } from '../../lib/texts.ts';
import { accountsTexts } from './accounts.texts.ts';

type ConsentFieldProps = Readonly<{ isGiven: boolean; onChange: (isGiven: boolean) => void }>;

/** What is kept of a person and why, to be read and agreed to before an account is made. */
export function ConsentField({ isGiven, onChange }: ConsentFieldProps) {
  const say = useTexts(accountsTexts);
  return (
    <div className="stack-tight">
      <ConsentText />
      <Checkbox name="consent" checked={isGiven} onChange={({ target }) => onChange(target.checked)}>
        {say('consent.agree')}
      </Checkbox>
    </div>
  );
}

/** The present text on what is kept of a person, to be opened. */
export function ConsentText() {
  const say = useTexts(accountsTexts);
  return (
    <details>
      <summary>{say('consent.read', { version: consentVersion })}</summary>
      <dl>
        {consentText[currentLanguage()].map(([heading, text]) => (
          <div key={heading}>
            <dt>
              <strong>{heading}</strong>
            </dt>
            <dd className="small">{text}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
