import { TextField } from '../../components/text-fields.tsx';
import { useTexts } from '../../lib/texts.ts';
import { accountsTexts } from './accounts.texts.ts';

export type PersonEntry = Readonly<{ email: string; displayName: string }>;
type PersonFieldsProps = Readonly<{
  value: PersonEntry;
  onChange: (value: PersonEntry) => void;
  password: string;
  onPassword: (password: string) => void;
  problem: unknown;
  /** Where the person stands in the request: `admin.`, or nothing. */
  prefix?: string;
  hasEmail?: boolean;
}>;

/** Name, e-mail and a new password of a person who gets an account. The password is never kept as a draft. */
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
      <TextField
        label={say('signIn.password')}
        hint={say('register.passwordHint')}
        problem={problem}
        path={`${prefix}password`}
        required
        type="password"
        minLength={12}
        autoComplete="new-password"
        value={password}
        onChange={onPassword}
      />
    </>
  );
}
