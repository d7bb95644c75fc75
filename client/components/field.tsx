import { type ReactNode, useId } from 'react';
import { isProblem } from '../lib/problem.ts';

type Control = Readonly<{ id: string; 'aria-describedby'?: string; 'aria-invalid'?: boolean; status?: 'error' | '' }>;
type FieldProps = Readonly<{
  label: ReactNode;
  hint?: ReactNode;
  /** The error of the last attempt; its message for this field is shown under the control. */
  problem?: unknown;
  /** The path of the field in the request, as errors name it. */
  path?: string | undefined;
  wrong?: string | undefined;
  children: (control: Control) => ReactNode;
}>;

/** The props of a field whose value is held by its form. */
export type Entered<Value> = Omit<FieldProps, 'children'> &
  Readonly<{ value: Value; onChange: (value: Value) => void }>;

/**
 * Binds the fields of a form to its entry: `{...field('date')}` gives a field its value, change handler and error.
 * `path` is the field's path in the request where that differs from its key in the entry.
 */
export const fieldsOf =
  <Entry extends object>(entry: Entry, change: (part: Partial<Entry>) => void, problem: unknown) =>
  <Key extends keyof Entry & string>(key: Key, path: string = key) => ({
    ...{ problem, path, value: entry[key] },
    onChange: (value: Entry[Key]) => change({ [key]: value } as unknown as Partial<Entry>), // the one key, of its type
  });

/** A labelled control with its hint or error. `wrong` is the form's own check and hides the server's message. */
export function Field({ label, hint, problem, path, wrong, children }: FieldProps) {
  const id = useId();
  const said = isProblem(problem) && path ? problem.fields.find((field) => field.path === path)?.message : undefined;
  const error = wrong ?? said;
  const help = error ?? hint;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        ...(help ? { 'aria-describedby': `${id}-help` } : {}),
        ...(error ? { 'aria-invalid': true, status: 'error' as const } : {}),
      })}
      {help && (
        <p id={`${id}-help`} className={error ? 'field-error' : 'field-hint'}>
          {help}
        </p>
      )}
    </div>
  );
}
