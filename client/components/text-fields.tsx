import { Input, type InputProps } from 'antd';
import type { TextAreaProps } from 'antd/es/input';
import { type Entered, Field } from './field.tsx';

type With<Props> = Omit<Props, 'value' | 'onChange'>;

/** Splits the props of a field (`around`) from those of its input (`own`). */
function apart<Props extends Omit<Entered<string>, 'value' | 'onChange'>>({
  label,
  hint,
  problem,
  path,
  wrong,
  ...control
}: Props) {
  return { around: { label, hint, problem, path, wrong }, own: control };
}

/** A line of text, a date, a password. */
export function TextField({ value, onChange, ...props }: Entered<string> & With<InputProps>) {
  const { around, own } = apart(props);
  return (
    <Field {...around}>
      {(control) => <Input {...own} {...control} value={value} onChange={({ target }) => onChange(target.value)} />}
    </Field>
  );
}

/** Several lines of text. */
export function LongTextField({ value, onChange, ...props }: Entered<string> & With<TextAreaProps>) {
  const { around, own } = apart(props);
  return (
    <Field {...around}>
      {(control) => (
        <Input.TextArea {...own} {...control} value={value} onChange={({ target }) => onChange(target.value)} />
      )}
    </Field>
  );
}
