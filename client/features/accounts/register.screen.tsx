import { useState } from 'react';
import { Link } from 'react-router';
import { Button, Checkbox, Select } from 'antd';
import { organisationKinds } from '../../../server/domain/actors.ts';
import { consentVersion } from '../../../server/domain/accounts/consent.ts';
import { creditCode } from '../../../server/domain/credit-code.ts';
import { authorityLevels, isSeatOf } from '../../../server/domain/jurisdiction.ts';
import { DraftNote } from '../../components/draft-note.tsx';
import { Field } from '../../components/field.tsx';
import { Card, Page } from '../../components/page.tsx';
import { PlaceField } from '../../components/place-field.tsx';
import { ProblemNote } from '../../components/problem-view.tsx';
import { TextField } from '../../components/text-fields.tsx';
import { useCommand } from '../../lib/command.ts';
import { commonTexts } from '../../lib/common.texts.ts';
import { useDraft } from '../../lib/drafts.ts';
import { newId } from '../../lib/ids.ts';
import { paths } from '../../lib/paths.ts';
import { useMe } from '../../lib/session.ts';
import { useTexts } from '../../lib/texts.ts';
import { accountsTexts } from './accounts.texts.ts';
import { ConsentField } from './consent-field.tsx';
import { LicenceField } from './licence-field.tsx';
import { PersonFields } from './person-fields.tsx';
import './narrow.css';

/** Whether a code holds by itself; the server says the same when it is sent. */
function isCreditCode(text: string): boolean {
  try {
    creditCode(text);
    return true;
  } catch {
    return false;
  }
}

type Licence = Readonly<{ fileId: string; name: string }>;
type Entry = {
  id: string;
  name: string;
  kind: (typeof organisationKinds)[number];
  creditCode: string;
  place: string;
  level: (typeof authorityLevels)[number];
  isSme: boolean;
  /** As uploaded; missing in entries that a browser kept from before it was asked. */
  licence?: Licence | null;
  admin: { email: string; displayName: string };
};
const blank = (): Entry => ({
  id: newId(),
  name: '',
  kind: 'university',
  creditCode: '',
  place: '',
  level: 'province',
  isSme: false,
  admin: { email: '', displayName: '' },
});

export function Component() {
  const say = useTexts(accountsTexts);
  const common = useTexts(commonTexts);
  const { value, set, clear, discard, wasKept } = useDraft<Entry>('register', blank());
  const [password, setPassword] = useState('');
  const me = useMe();
  const [isAgreed, setIsAgreed] = useState(false);
  const [isDone, setIsDone] = useState(false);
  const register = useCommand('organisations.register', () => {
    clear();
    setIsDone(true);
  });
  const change = (part: Partial<Entry>) => set({ ...value, ...part });

  if (isDone) {
    return (
      <div className="narrow">
        {me ? (
          <Page title={say('register.done')} lead={say('register.doneSignedIn')}>
            <a className="button" href={paths.home()}>
              {common('home')}
            </a>
          </Page>
        ) : (
          <Page title={say('register.done')} lead={say('register.doneText')}>
            <Link className="button" to={paths.signIn()}>
              {common('signIn')}
            </Link>
          </Page>
        )}
      </div>
    );
  }
  const code = value.creditCode.replace(/\s/g, '');
  const isCodeWrong = code.length >= 18 && !isCreditCode(code);
  const isSeatWrong =
    value.kind === 'authority' && value.place !== '' && !isSeatOf({ place: value.place, level: value.level });
  const submit = () => {
    const { id, name, kind, creditCode: codeGiven, place, level, isSme, licence, admin } = value;
    register.mutate({
      body: {
        ...{ id, expectedVersion: 0, name, kind, creditCode: codeGiven, place, isSme },
        ...(kind === 'authority' ? { level } : {}),
        ...(licence ? { licenceFileId: licence.fileId } : {}),
        ...(me ? {} : { admin: { ...admin, password, consent: consentVersion } }),
      },
    });
  };
  return (
    <div className="narrow">
      <Page title={say('register.title')} lead={say('register.lead')}>
        {wasKept && <DraftNote discard={discard} />}
        <form
          className="form"
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          <Card title={say('register.organisation')}>
            <TextField
              label={say('register.name')}
              problem={register.error}
              path="name"
              required
              maxLength={200}
              value={value.name}
              onChange={(name) => change({ name })}
            />
            <Field label={say('register.kind')} problem={register.error} path="kind">
              {(control) => (
                <Select
                  {...control}
                  value={value.kind}
                  onChange={(kind) => change({ kind })}
                  options={organisationKinds.map((kind) => ({ value: kind, label: common(`kind.${kind}`) }))}
                />
              )}
            </Field>
            {value.kind === 'authority' && (
              <Field label={say('register.level')} problem={register.error} path="level">
                {(control) => (
                  <Select
                    {...control}
                    value={value.level}
                    onChange={(level) => change({ level })}
                    options={authorityLevels.map((level) => ({ value: level, label: say(`register.levels.${level}`) }))}
                  />
                )}
              </Field>
            )}
            <TextField
              label={say('register.creditCode')}
              hint={say('register.creditCodeHint')}
              problem={register.error}
              path="creditCode"
              wrong={isCodeWrong ? say('register.creditCodeWrong') : undefined}
              required
              maxLength={40}
              value={value.creditCode}
              onChange={(creditCode) => change({ creditCode })}
            />
            <PlaceField
              label={say('register.place')}
              hint={say('register.placeHint')}
              problem={register.error}
              path="place"
              wrong={isSeatWrong ? say('register.placeWrong') : undefined}
              value={value.place}
              onChange={(place) => change({ place })}
            />
            <LicenceField
              organisationId={value.id}
              place={value.place}
              problem={register.error}
              value={value.licence ?? null}
              onChange={(licence) => change({ licence })}
            />
            {value.kind === 'company' && (
              <Checkbox checked={value.isSme} onChange={(e) => change({ isSme: e.target.checked })}>
                {say('register.isSme')}
              </Checkbox>
            )}
          </Card>
          <Card title={say('register.admin')}>
            {me ? (
              <p>{say('register.adminIsMe', { name: me.displayName })}</p>
            ) : (
              <PersonFields
                value={value.admin}
                onChange={(admin) => change({ admin })}
                password={password}
                onPassword={setPassword}
                problem={register.error}
                prefix="admin."
              />
            )}
          </Card>
          {!me && <ConsentField isGiven={isAgreed} onChange={setIsAgreed} />}
          <ProblemNote error={register.error} />
          <Button
            type="primary"
            htmlType="submit"
            loading={register.isPending}
            disabled={(!me && !isAgreed) || isCodeWrong || isSeatWrong}
          >
            {say('register.submit')}
          </Button>
        </form>
      </Page>
    </div>
  );
}
