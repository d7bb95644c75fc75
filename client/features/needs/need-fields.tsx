import { Radio } from 'antd';
import { MaturityField, RoutesField, WordsField } from '../../components/choice-fields.tsx';
import { fieldsOf } from '../../components/field.tsx';
import { Card } from '../../components/page.tsx';
import { LongTextField, TextField } from '../../components/text-fields.tsx';
import type { FieldNames } from '../../components/merge-note.tsx';
import { commonTexts } from '../../lib/common.texts.ts';
import { understoodTexts } from '../../components/understood.texts.ts';
import { formatList, formatYuan, readYuan } from '../../lib/format.ts';
import { useTexts } from '../../lib/texts.ts';
import { type Entry, faultsOf, titleOf } from './entry.ts';
import { needsTexts } from './needs.texts.ts';
import { UnderstoodInForm } from './understood-in-form.tsx';

/** What the fields are called, and how their values are said. */
export function useEntryNames(): FieldNames<Entry> {
  const say = useTexts(needsTexts);
  const common = useTexts(commonTexts);
  const understood = useTexts(understoodTexts);
  return {
    ...{ text: say('page.description'), title: say('new.name'), maturity: say('new.maturity') },
    ...{ wantedBy: say('new.wantedBy'), region: say('new.region'), industry: say('new.industry') },
    ...{ ipc: say('new.ipc'), keywords: say('new.keywords') },
    routes: [say('new.routes'), (routes) => formatList(routes.map((route) => common(`dealRoute.${route}`)))],
    budgetFrom: [say('new.budgetFrom'), formatYuan],
    budgetTo: [say('new.budgetTo'), formatYuan],
    notMeant: [understood('title'), (keys = []) => formatList(keys.map((key) => key.replace(/^\w+:/, '')))],
    visibility: [say('new.visibility'), (visibility) => say(`visibility.${visibility}`)],
  };
}

type NeedFieldsProps = Readonly<{ value: Entry; change: (part: Partial<Entry>) => void; problem: unknown }>;

/** The fields of a need: the free text and its title, then optional details. */
export function NeedFields({ value, change, problem }: NeedFieldsProps) {
  const say = useTexts(needsTexts);
  const field = fieldsOf(value, change, problem);
  return (
    <>
      <Card>
        <LongTextField
          label={say('new.text')}
          hint={say('new.textHint')}
          required
          autoFocus
          autoSize={{ minRows: 6, maxRows: 16 }}
          maxLength={20_000}
          {...field('text', 'description')}
          name="text"
        />
        <TextField
          label={say('new.name')}
          hint={say('new.nameHint')}
          maxLength={500}
          {...field('title')}
          value={titleOf(value)}
        />
      </Card>
      <UnderstoodInForm value={value} change={change} />
      <Details value={value} change={change} problem={problem} />
    </>
  );
}

function Details({ value, change, problem }: NeedFieldsProps) {
  const say = useTexts(needsTexts);
  const field = fieldsOf(value, change, problem);
  const faults = faultsOf(value);
  const amount = (name: 'budgetFrom' | 'budgetTo') => {
    const isWrong = value[name].trim() !== '' && readYuan(value[name]) === null;
    const wrong = isWrong
      ? say('new.wrong')
      : faults.budget && name === 'budgetTo'
        ? say('new.budgetReversed')
        : undefined;
    return { hint: say('new.budgetHint'), wrong, ...field(name) };
  };
  return (
    <Card title={say('new.details')}>
      <div className="form-row">
        <div data-field="routes">
          <RoutesField label={say('new.routes')} {...field('routes')} />
        </div>
        <TextField label={say('new.budgetFrom')} {...amount('budgetFrom')} name="budgetFrom" />
        <TextField label={say('new.budgetTo')} {...amount('budgetTo')} name="budgetTo" />
      </div>
      <div className="form-row">
        <div data-field="maturity">
          <MaturityField label={say('new.maturity')} {...field('maturity', 'minimumMaturity')} />
        </div>
        <TextField
          label={say('new.wantedBy')}
          type="date"
          {...field('wantedBy')}
          name="wantedBy"
          wrong={faults.day ? say('new.dayPassed') : undefined}
        />
        <TextField label={say('new.region')} {...field('region')} name="region" />
        <TextField label={say('new.industry')} {...field('industry')} name="industry" />
      </div>
      <div className="form-row">
        <WordsField
          label={say('new.ipc')}
          {...field('ipc')}
          wrong={faults.ipc === undefined ? undefined : say('new.ipcWrong', { symbol: faults.ipc })}
        />
        <WordsField label={say('new.keywords')} {...field('keywords')} />
      </div>
      <div className="stack-tight" role="group" aria-label={say('new.visibility')}>
        <h3>{say('new.visibility')}</h3>
        <Radio.Group
          value={value.visibility}
          onChange={({ target }) => change({ visibility: target.value as Entry['visibility'] })}
        >
          {(['public', 'anonymous'] as const).map((one) => (
            <Radio key={one} value={one}>
              {say(`visibility.${one}`)} <span className="muted small">{say(`visibilityHint.${one}`)}</span>
            </Radio>
          ))}
        </Radio.Group>
      </div>
    </Card>
  );
}
