import { Radio } from 'antd';
import type { dealRoutes } from '../../../server/domain/patents/patent-content.ts';
import { MaturityField, RoutesField, WordsField } from '../../components/choice-fields.tsx';
import { Card } from '../../components/page.tsx';
import { LongTextField, TextField } from '../../components/text-fields.tsx';
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
        <LongTextField
          label={say('new.text')}
          hint={say('new.textHint')}
          problem={problem}
          path="description"
          required
          autoFocus
          autoSize={{ minRows: 6, maxRows: 16 }}
          maxLength={20_000}
          value={value.text}
          onChange={(text) => change({ text })}
        />
        <TextField
          label={say('new.name')}
          hint={say('new.nameHint')}
          problem={problem}
          path="title"
          maxLength={500}
          value={titleOf(value)}
          onChange={(title) => change({ title })}
        />
      </Card>
      <Details value={value} change={change} problem={problem} />
    </>
  );
}

function Details({ value, change, problem }: NeedFieldsProps) {
  const say = useTexts(needsTexts);
  const wrong = (text: string) => (text.trim() !== '' && readYuan(text) === null ? say('new.wrong') : undefined);
  return (
    <Card title={say('new.details')}>
      <div className="form-row">
        <RoutesField
          label={say('new.routes')}
          problem={problem}
          path="routes"
          value={value.routes}
          onChange={(routes) => change({ routes })}
        />
        <TextField
          label={say('new.budgetFrom')}
          hint={say('new.budgetHint')}
          wrong={wrong(value.budgetFrom)}
          problem={problem}
          path="budgetFrom"
          value={value.budgetFrom}
          onChange={(budgetFrom) => change({ budgetFrom })}
        />
        <TextField
          label={say('new.budgetTo')}
          hint={say('new.budgetHint')}
          wrong={wrong(value.budgetTo)}
          problem={problem}
          path="budgetTo"
          value={value.budgetTo}
          onChange={(budgetTo) => change({ budgetTo })}
        />
      </div>
      <div className="form-row">
        <MaturityField
          label={say('new.maturity')}
          problem={problem}
          path="minimumMaturity"
          value={value.maturity}
          onChange={(maturity) => change({ maturity })}
        />
        <TextField
          label={say('new.wantedBy')}
          problem={problem}
          path="wantedBy"
          type="date"
          value={value.wantedBy}
          onChange={(wantedBy) => change({ wantedBy })}
        />
        <TextField
          label={say('new.region')}
          problem={problem}
          path="region"
          value={value.region}
          onChange={(region) => change({ region })}
        />
        <TextField
          label={say('new.industry')}
          problem={problem}
          path="industry"
          value={value.industry}
          onChange={(industry) => change({ industry })}
        />
      </div>
      <div className="form-row">
        <WordsField
          label={say('new.ipc')}
          problem={problem}
          path="ipc"
          value={value.ipc}
          onChange={(ipc) => change({ ipc })}
        />
        <WordsField
          label={say('new.keywords')}
          problem={problem}
          path="keywords"
          value={value.keywords}
          onChange={(keywords) => change({ keywords })}
        />
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
