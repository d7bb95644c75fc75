import { Button } from 'antd';
import { type Entered, Field } from '../../components/field.tsx';
import { FileButton } from '../../components/file-button.tsx';
import { shownInBrowser } from '../../../server/api/operation.ts';
import { wholeCountry } from '../../../server/domain/place.ts';
import { uploadLicence } from '../../lib/upload.ts';
import { useParameterNow } from '../../lib/parameter-now.ts';
import { useTexts } from '../../lib/texts.ts';
import { accountsTexts } from './accounts.texts.ts';

type LicenceFieldProps = Pick<
  Entered<Readonly<{ fileId: string; name: string }> | null>,
  'problem' | 'value' | 'onChange'
> &
  Readonly<{ organisationId: string; place: string }>;

/** The business licence that goes with a registration: uploaded at once, named when the form is sent. */
export function LicenceField({ organisationId, place, problem, value, onChange }: LicenceFieldProps) {
  const say = useTexts(accountsTexts);
  const isNeeded = Number(useParameterNow('account.licenceNeeded', place || wholeCountry)?.value ?? 0) !== 0;
  return (
    <Field
      label={say(isNeeded ? 'register.licenceNeeded' : 'register.licence')}
      hint={say('register.licenceHint')}
      problem={problem}
      path="licenceFileId"
    >
      {({ id, 'aria-describedby': help }) => (
        <div className="row">
          {value && <span className="grow">{value.name}</span>}
          <FileButton
            control={{ id, ...(help ? { 'aria-describedby': help } : {}) }}
            label={say(value ? 'register.otherLicence' : 'register.chooseLicence')}
            accept={shownInBrowser.join()}
            send={uploadLicence(organisationId)}
            onUploaded={({ fileId, name }) => onChange({ fileId, name })}
          />
          {value && <Button onClick={() => onChange(null)}>{say('register.noLicence')}</Button>}
        </div>
      )}
    </Field>
  );
}
