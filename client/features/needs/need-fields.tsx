import { Input, InputNumber, Radio, Select } from 'antd';
import { dealRoutes } from '../../../server/domain/patents/patent-content.ts';
import { Field } from '../../components/field.tsx';
import { Card } from '../../components/page.tsx';
import { commonTexts } from '../../lib/common.texts.ts';
import { readYuan } from '../../lib/format.ts';
import { useTexts } from '../../lib/texts.ts';
import { needsTexts } from './needs.texts.ts';

/** A need as it is typed. */
export type Entry = {
  text: string;
  title: string;
  routes: (typeof dealRoutes)[number][];
  budgetFrom: string;
  budgetTo: string;
  maturity: number | null;
  wantedBy: string;
  region: string;
  industry: string;
  ipc: string[];
  keywords: string[];
  visibility: 'public' | 'anonymous';
};

/** What is typed, as the commands take it. */
export function bodyOf(entry: Entry) {
  const { text, routes, maturity, wantedBy, region, industry, ipc, keywords, visibility } = entry;
  return {
    ...{ title: titleOf(entry), description: text, routes, ipc, keywords, visibility, minimumMaturity: maturity },
    ...{ budgetFrom: money(entry.budgetFrom), budgetTo: money(entry.budgetTo) },
    ...{ wantedBy: wantedBy || null, region: region || null, industry: industry || null },
  };
}

/** Whether it may be sent: there is a text, and amounts are amounts. */
export const isReady = ({ text, budgetFrom, budgetTo }: Entry): boolean =>
  text.trim() !== '' && [budgetFrom, budgetTo].every((amount) => amount.trim() === '' || readYuan(amount) !== null);

const titleOf = ({ title, text }: Entry): string => title || firstSentence(text);

function money(text: string) {
  const amount = readYuan(text);
  return amount === null ? null : ({ amount, currency: 'CNY' } as const);
}

/** The first sentence of a text, short enough for a title. */
const firstSentence = (text: string): string => (/^[^。！？!?\n；;]*/.exec(text.trim())?.[0] ?? '').slice(0, 80);

type NeedFieldsProps = Readonly<{ value: Entry; change: (part: Partial<Entry>) => void; problem: unknown }>;

/** The free text first, and what may be said beside it. */
export function NeedFields({ value, change, problem }: NeedFieldsProps) {
  const say = useTexts(needsTexts);
  return (
    <>
      <Card>
        <Field label={say('new.text')} hint={say('new.textHint')} problem={problem} path="description">
          {(control) => (
            <Input.TextArea
              {...control}
              required
              autoFocus
              autoSize={{ minRows: 6, maxRows: 16 }}
              maxLength={20_000}
              value={value.text}
              onChange={({ target }) => change({ text: target.value })}
            />
          )}
        </Field>
        <Field label={say('new.name')} hint={say('new.nameHint')} problem={problem} path="title">
          {(control) => (
            <Input
              {...control}
              maxLength={500}
              value={titleOf(value)}
              onChange={({ target }) => change({ title: target.value })}
            />
          )}
        </Field>
      </Card>
      <Details value={value} change={change} problem={problem} />
    </>
  );
}

function Details({ value, change, problem }: NeedFieldsProps) {
  const say = useTexts(needsTexts);
  const common = useTexts(commonTexts);
  const wrong = (text: string) => (text.trim() !== '' && readYuan(text) === null ? say('new.wrong') : undefined);
  return (
    <Card title={say('new.details')}>
      <div className="form-row">
        <Field label={say('new.routes')} problem={problem} path="routes">
          {(control) => (
            <Select
              {...control}
              mode="multiple"
              value={value.routes}
              onChange={(routes) => change({ routes })}
              options={dealRoutes.map((route) => ({ value: route, label: common(`dealRoute.${route}`) }))}
            />
          )}
        </Field>
        <Field
          label={say('new.budgetFrom')}
          hint={say('new.budgetHint')}
          wrong={wrong(value.budgetFrom)}
          problem={problem}
          path="budgetFrom"
        >
          {(control) => (
            <Input
              {...control}
              value={value.budgetFrom}
              onChange={({ target }) => change({ budgetFrom: target.value })}
            />
          )}
        </Field>
        <Field
          label={say('new.budgetTo')}
          hint={say('new.budgetHint')}
          wrong={wrong(value.budgetTo)}
          problem={problem}
          path="budgetTo"
        >
          {(control) => (
            <Input {...control} value={value.budgetTo} onChange={({ target }) => change({ budgetTo: target.value })} />
          )}
        </Field>
      </div>
      <div className="form-row">
        <Field label={say('new.maturity')} problem={problem} path="minimumMaturity">
          {(control) => (
            <InputNumber
              {...control}
              style={{ width: '100%' }}
              min={1}
              max={9}
              precision={0}
              value={value.maturity}
              onChange={(maturity) => change({ maturity })}
            />
          )}
        </Field>
        <Field label={say('new.wantedBy')} problem={problem} path="wantedBy">
          {(control) => (
            <Input
              {...control}
              type="date"
              value={value.wantedBy}
              onChange={({ target }) => change({ wantedBy: target.value })}
            />
          )}
        </Field>
        <Field label={say('new.region')} problem={problem} path="region">
          {(control) => (
            <Input {...control} value={value.region} onChange={({ target }) => change({ region: target.value })} />
          )}
        </Field>
        <Field label={say('new.industry')} problem={problem} path="industry">
          {(control) => (
            <Input {...control} value={value.industry} onChange={({ target }) => change({ industry: target.value })} />
          )}
        </Field>
      </div>
      <div className="form-row">
        <Field label={say('new.ipc')} problem={problem} path="ipc">
          {(control) => (
            <Select
              {...control}
              mode="tags"
              open={false}
              tokenSeparators={[',', '，', ';', '；']}
              value={value.ipc}
              onChange={(ipc) => change({ ipc })}
            />
          )}
        </Field>
        <Field label={say('new.keywords')} problem={problem} path="keywords">
          {(control) => (
            <Select
              {...control}
              mode="tags"
              open={false}
              tokenSeparators={[',', '，', ';', '；']}
              value={value.keywords}
              onChange={(keywords) => change({ keywords })}
            />
          )}
        </Field>
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
