import { useState } from 'react';
import { Input, Modal } from 'antd';
import { Field } from '../../components/field.tsx';
import { ProblemNote } from '../../components/problem-view.tsx';
import { TextField } from '../../components/text-fields.tsx';
import { useCommand } from '../../lib/command.ts';
import { commonTexts } from '../../lib/common.texts.ts';
import { readYuan, todayInShanghai } from '../../lib/format.ts';
import { newId } from '../../lib/ids.ts';
import { useMe } from '../../lib/session.ts';
import { tell } from '../../lib/signals.ts';
import { useTexts } from '../../lib/texts.ts';
import { type Parameter, textKey } from './parameter.ts';
import { parametersTexts } from './parameters.texts.ts';

/** One new value of one parameter, from a day on. */
export function SetParameter({ parameter, onClose }: Readonly<{ parameter: Parameter; onClose: () => void }>) {
  const say = useTexts(parametersTexts);
  const common = useTexts(commonTexts);
  const me = useMe();
  const [entry, setEntry] = useState({
    id: newId(),
    value: '',
    place: me?.organisation?.place ?? '000000',
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
  const change = (part: Partial<typeof entry>) => setEntry({ ...entry, ...part });
  return (
    <Modal
      open
      title={say(textKey(parameter.key))}
      okText={common('save')}
      cancelText={common('cancel')}
      okButtonProps={{ loading: set.isPending }}
      onOk={submit}
      onCancel={onClose}
    >
      <div className="form">
        <Field label={say('value')} problem={set.error} path="value">
          {(control) => (
            <Input
              {...control}
              inputMode="decimal"
              value={entry.value}
              onChange={(e) => change({ value: e.target.value })}
            />
          )}
        </Field>
        <div className="form-row">
          <TextField
            label={say('place')}
            hint={say('placeHint')}
            problem={set.error}
            path="place"
            maxLength={6}
            value={entry.place}
            onChange={(place) => change({ place })}
          />
          <TextField
            label={say('from')}
            problem={set.error}
            path="effectiveFrom"
            type="date"
            value={entry.effectiveFrom}
            onChange={(effectiveFrom) => change({ effectiveFrom })}
          />
        </div>
        <TextField
          label={say('source')}
          problem={set.error}
          path="source"
          value={entry.source}
          onChange={(source) => change({ source })}
        />
        <ProblemNote error={set.error} />
      </div>
    </Modal>
  );
}
