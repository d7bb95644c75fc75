import { InputNumber, Select } from 'antd';
import { dealRoutes } from '../../server/domain/patents/patent-content.ts';
import { commonTexts } from '../lib/common.texts.ts';
import { useTexts } from '../lib/texts.ts';
import { type Entered, Field } from './field.tsx';

type WordsFieldProps = Entered<string[]> & Readonly<{ splitsAtSpaces?: boolean }>;

/** Any number of words, typed one after the other or pasted with commas or semicolons, if wanted spaces, between them. */
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

/** A technology readiness level (GB/T 22900), or none. */
export function MaturityField({ value, onChange, ...around }: Entered<number | null>) {
  return (
    <Field {...around}>
      {(control) => (
        <InputNumber
          {...control}
          style={{ width: '100%' }}
          min={1}
          max={9}
          precision={0}
          value={value}
          onChange={onChange}
        />
      )}
    </Field>
  );
}

type Routes = (typeof dealRoutes)[number][];

/** The ways in which a patent may change hands. */
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
