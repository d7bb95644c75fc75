import { InputNumber, Select } from 'antd';
import { dealRoutes } from '../../server/domain/patents/patent-content.ts';
import { commonTexts } from '../lib/common.texts.ts';
import { useTexts } from '../lib/texts.ts';
import { type Entered, Field } from './field.tsx';

type WordsFieldProps = Entered<string[]> & Readonly<{ splitsAtSpaces?: boolean }>;

/** Any number of words, typed one by one or pasted; split at commas and semicolons, and at spaces if asked to. */
export function WordsField({ value, onChange, splitsAtSpaces = false, ...around }: WordsFieldProps) {
  return (
    <Field {...around}>
      {(control) => (
        <Select
          {...control}
          mode="tags"
          open={false}
          tokenSeparators={[',', '，', ';', '；', ...(splitsAtSpaces ? [' '] : [])]}
          value={value}
          onChange={onChange}
        />
      )}
    </Field>
  );
}

type ChoiceFieldProps<Value extends string> = Entered<Value> &
  Readonly<{ options: readonly Value[]; nameOf: (value: Value) => string }>;

/** A choice of one value; `nameOf` gives the label of each. */
export function ChoiceField<Value extends string>(props: ChoiceFieldProps<Value>) {
  const { value, onChange, options, nameOf, ...around } = props;
  const named = options.map((one) => ({ value: one, label: nameOf(one) }));
  return (
    <Field {...around}>
      {(control) => <Select {...control} value={value} onChange={(one: Value) => onChange(one)} options={named} />}
    </Field>
  );
}

type NumberFieldProps = Entered<number> & Readonly<{ min: number; max: number; step?: number; ifEmpty?: number }>;

/** A number within bounds; an empty field counts as `ifEmpty`. */
export function NumberField({ value, onChange, min, max, step = 1, ifEmpty = 0, ...around }: NumberFieldProps) {
  return (
    <Field {...around}>
      {(control) => (
        <InputNumber
          {...{ ...control, min, max, step, value }}
          style={{ width: '100%' }}
          onChange={(next) => onChange(next ?? ifEmpty)}
        />
      )}
    </Field>
  );
}

/** A technology readiness level (1 to 9, GB/T 22900), or none. */
export function MaturityField({ value, onChange, ...around }: Entered<number | null>) {
  return (
    <Field {...around}>
      {(control) => (
        <InputNumber {...{ ...control, min: 1, max: 9, precision: 0, value, onChange }} style={{ width: '100%' }} />
      )}
    </Field>
  );
}

type Routes = (typeof dealRoutes)[number][];

/** The routes by which a patent may be transferred, licensed or otherwise used. */
export function RoutesField({ value, onChange, ...around }: Entered<Routes>) {
  const common = useTexts(commonTexts);
  return (
    <Field {...around}>
      {(control) => (
        <Select
          {...control}
          mode="multiple"
          value={value}
          onChange={onChange}
          options={dealRoutes.map((route) => ({ value: route, label: common(`dealRoute.${route}`) }))}
        />
      )}
    </Field>
  );
}
