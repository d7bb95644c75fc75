import { TextField } from '../../components/text-fields.tsx';
import { useTexts } from '../../lib/texts.ts';
import { accountsTexts } from './accounts.texts.ts';
import { NewPasswordField } from './new-password-field.tsx';

export type PersonEntry = Readonly<{ email: string; displayName: string }>;
type PersonFieldsProps = Readonly<{
  value: PersonEntry;
  onChange: (value: PersonEntry) => void;
  password: string;
  onPassword: (password: string) => void;
  problem: unknown;
  /** The prefix of the person's fields in the request: `admin.` or empty. */
  prefix?: string;
  hasEmail?: boolean;
}>;

/** Name, e-mail and a new password of a person who gets an account. */
export function PersonFields({
  value,
  onChange,
  password,
  onPassword,
  problem,
  prefix = '',
  hasEmail = true,
}: PersonFieldsProps) {
  const say = useTexts(accountsTexts);
  return (
    <>
      <TextField
        label={say('displayName')}
        problem={problem}
        path={`${prefix}displayName`}
        required
        autoComplete="name"
        value={value.displayName}
        onChange={(displayName) => onChange({ ...value, displayName })}
      />
      {hasEmail && (
        <TextField
          label={say('signIn.email')}
          problem={problem}
          path={`${prefix}email`}
          required
          type="email"
          autoComplete="username"
          value={value.email}
          onChange={(email) => onChange({ ...value, email })}
        />
      )}
      <NewPasswordField
        label={say('signIn.password')}
        problem={problem}
        path={`${prefix}password`}
        value={password}
        onChange={onPassword}
      />
    </>
  );
}
