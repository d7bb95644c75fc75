import type { Entered } from '../../components/field.tsx';
import { TextField } from '../../components/text-fields.tsx';
import { useTexts } from '../../lib/texts.ts';
import { accountsTexts } from './accounts.texts.ts';

/** A field for a new password with its rules; never kept as a draft. */
export function NewPasswordField(props: Omit<Entered<string>, 'hint'>) {
  const say = useTexts(accountsTexts);
  return (
    <TextField
      {...props}
      hint={say('register.passwordHint')}
      required
      type="password"
      minLength={12}
      autoComplete="new-password"
    />
  );
}
