import { useState } from 'react';
import { wholeCountry } from '../../../server/domain/place.ts';
import { fieldsOf } from '../../components/field.tsx';
import { FormDialog } from '../../components/form-dialog.tsx';
import { PlaceField } from '../../components/place-field.tsx';
import { TextField } from '../../components/text-fields.tsx';
import { useCommand } from '../../lib/command.ts';
import { readYuan, todayInShanghai } from '../../lib/format.ts';
import { newId } from '../../lib/ids.ts';
import { useMe } from '../../lib/session.ts';
import { tell } from '../../lib/signals.ts';
import { useTexts } from '../../lib/texts.ts';
import { type Parameter, textKey } from './parameter.ts';
import { parametersTexts } from './parameters.texts.ts';

/** Sets a new value of a parameter from an effective date. */
export function SetParameter({ parameter, onClose }: Readonly<{ parameter: Parameter; onClose: () => void }>) {
  const say = useTexts(parametersTexts);
  const me = useMe();
  const [entry, setEntry] = useState({
    id: newId(),
    value: '',
    place: me?.organisation?.place ?? wholeCountry,
    effectiveFrom: todayInShanghai(),
    source: '',
  });
  const set = useCommand('parameters.set', () => {
    tell(say('saved'));
    onClose();
  });
  const [sample] = parameter.values;
  const submit = () => {
    const { id, place, effectiveFrom, source } = entry;
    const value = typeof sample?.value === 'string' ? (readYuan(entry.value) ?? entry.value) : Number(entry.value);
    set.mutate({ body: { id, expectedVersion: 0, key: parameter.key, place, effectiveFrom, value, source } });
  };
  const field = fieldsOf(entry, (part) => setEntry({ ...entry, ...part }), set.error);
  return (
    <FormDialog title={say(textKey(parameter.key))} command={set} onOk={submit} onClose={onClose}>
      <TextField label={say('value')} inputMode="decimal" {...field('value')} />
      <div className="form-row">
        <PlaceField label={say('place')} orWholeCountry {...field('place')} />
        <TextField label={say('from')} type="date" {...field('effectiveFrom')} />
      </div>
      <TextField label={say('source')} {...field('source')} />
    </FormDialog>
  );
}
