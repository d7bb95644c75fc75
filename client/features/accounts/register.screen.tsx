import { useState } from 'react';
import { Link } from 'react-router';
import { Button, Checkbox, Select } from 'antd';
import { organisationKinds } from '../../../server/domain/actors.ts';
import { authorityLevels } from '../../../server/domain/jurisdiction.ts';
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
import { PersonFields } from './person-fields.tsx';
import './narrow.css';

type Entry = {
  id: string;
  name: string;
  kind: (typeof organisationKinds)[number];
  creditCode: string;
  place: string;
  level: (typeof authorityLevels)[number];
  isSme: boolean;
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
  const submit = () => {
    const { id, name, kind, creditCode, place, level, isSme, admin } = value;
    register.mutate({
      body: {
        ...{ id, expectedVersion: 0, name, kind, creditCode, place, isSme },
        ...(kind === 'authority' ? { level } : {}),
        ...(me ? {} : { admin: { ...admin, password } }),
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
              value={value.place}
              onChange={(place) => change({ place })}
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
          <ProblemNote error={register.error} />
          <Button type="primary" htmlType="submit" loading={register.isPending}>
            {say('register.submit')}
          </Button>
        </form>
      </Page>
    </div>
  );
}
