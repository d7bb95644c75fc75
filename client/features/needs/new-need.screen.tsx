import { useState } from 'react';
import { useNavigate } from 'react-router';
import { Button, Input, InputNumber, Radio, Select } from 'antd';
import { dealRoutes } from '../../../server/domain/patents/patent-content.ts';
import { DraftNote } from '../../components/draft-note.tsx';
import { Field } from '../../components/field.tsx';
import { Card, Page } from '../../components/page.tsx';
import { ProblemNote, ProblemView } from '../../components/problem-view.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { call } from '../../lib/api.ts';
import { useCommand } from '../../lib/command.ts';
import { commonTexts } from '../../lib/common.texts.ts';
import { useDraft } from '../../lib/drafts.ts';
import { readYuan } from '../../lib/format.ts';
import { newId } from '../../lib/ids.ts';
import { ProblemError } from '../../lib/problem.ts';
import { useMe } from '../../lib/session.ts';
import { useTexts } from '../../lib/texts.ts';
import { needsTexts } from './needs.texts.ts';

type Entry = {
  id: string;
  text: string;
  title: string;
  routes: (typeof dealRoutes)[number][];
  budgetFrom: string;
  budgetTo: string;
  maturity: number | null;
  wantedBy: string;
  region: string;
  ipc: string[];
  keywords: string[];
  visibility: 'public' | 'anonymous';
};
const blank = (): Entry => ({
  ...{
    id: newId(),
    text: '',
    title: '',
    routes: [],
    budgetFrom: '',
    budgetTo: '',
    maturity: null,
    wantedBy: '',
    region: '',
  },
  ...{ ipc: [], keywords: [], visibility: 'public' },
});

/** A need in free text first; everything else may follow. Kept as a draft in this browser until it is entered. */
export function Component() {
  const me = useMe();
  if (me === undefined) return <Skeleton lines={8} />;
  // the draft is that of whoever is signed in, so it is read only once that is known
  return me ? <NewNeed userId={me.userId} /> : <ProblemView error={new ProblemError('NOT_AUTHENTICATED')} />;
}

function NewNeed({ userId }: Readonly<{ userId: string }>) {
  const say = useTexts(needsTexts);
  const navigate = useNavigate();
  const { value, set, clear, wasKept } = useDraft<Entry>(`need.${userId}`, blank());
  const [isPublishing, setIsPublishing] = useState(false);
  const publish = useCommand(
    'needs.step',
    ['needs.mine', 'needs.need', 'search.needs'],
    ({ id }) => void navigate(`/needs/${id}/matches`),
  );
  const create = useCommand('needs.create', ['needs.mine'], ({ id, version }) => {
    clear();
    if (isPublishing) void begin(id, version);
    else void navigate(`/needs/${id}`);
  });
  /** Where the organisation reviews its needs, publishing begins with the review. */
  const begin = async (id: string, expectedVersion: number) => {
    const need = await call('needs.need', { params: { needId: id } }).catch(() => null);
    if (!need) return void navigate(`/needs/${id}`); // it is entered; its page says what is possible
    const step = need.allowed.includes('publish') ? 'publish' : 'submit';
    publish.mutate({ params: { needId: id }, body: { expectedVersion, step } });
  };
  const change = (part: Partial<Entry>) => set({ ...value, ...part });
  const title = value.title || firstSentence(value.text);
  const isWrong = [value.budgetFrom, value.budgetTo].some((text) => text.trim() !== '' && readYuan(text) === null);
  const money = (text: string) => {
    const amount = readYuan(text);
    return amount === null ? null : ({ amount, currency: 'CNY' } as const);
  };
  const send = (isPublic: boolean) => {
    setIsPublishing(isPublic);
    const { id, text, routes, budgetFrom, budgetTo, maturity, wantedBy, region, ipc, keywords, visibility } = value;
    create.mutate({
      body: {
        ...{ id, expectedVersion: 0, title, description: text, routes, ipc, keywords, visibility },
        ...{ budgetFrom: money(budgetFrom), budgetTo: money(budgetTo), minimumMaturity: maturity },
        ...{ wantedBy: wantedBy || null, region: region || null },
      },
    });
  };
  const isBusy = create.isPending || publish.isPending;
  return (
    <Page title={say('new.title')} lead={say('new.lead')}>
      {wasKept && <DraftNote discard={clear} bringBack={() => set(value)} />}
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          send(true);
        }}
      >
        <Card>
          <Field label={say('new.text')} hint={say('new.textHint')} problem={create.error} path="description">
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
          <Field label={say('new.name')} hint={say('new.nameHint')} problem={create.error} path="title">
            {(control) => (
              <Input
                {...control}
                maxLength={500}
                value={title}
                onChange={({ target }) => change({ title: target.value })}
              />
            )}
          </Field>
        </Card>
        <Details value={value} change={change} problem={create.error} />
        <ProblemNote error={create.error ?? publish.error} />
        <div className="row">
          <Button
            type="primary"
            size="large"
            htmlType="submit"
            loading={isBusy && isPublishing}
            disabled={!value.text.trim() || isWrong}
          >
            {say('new.publish')}
          </Button>
          <Button
            size="large"
            loading={isBusy && !isPublishing}
            disabled={!value.text.trim() || isWrong}
            onClick={() => send(false)}
          >
            {say('new.saveDraft')}
          </Button>
        </div>
      </form>
    </Page>
  );
}

type DetailsProps = Readonly<{ value: Entry; change: (part: Partial<Entry>) => void; problem: unknown }>;

function Details({ value, change, problem }: DetailsProps) {
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

/** The first sentence of a text, short enough for a title. */
const firstSentence = (text: string): string => (/^[^。！？!?\n；;]*/.exec(text.trim())?.[0] ?? '').slice(0, 80);
