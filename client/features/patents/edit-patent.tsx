import { DraftForm } from '../../components/draft-form.tsx';
import { MaturityField, RoutesField, WordsField } from '../../components/choice-fields.tsx';
import { fieldsOf } from '../../components/field.tsx';
import { LongTextField, TextField } from '../../components/text-fields.tsx';
import { useCommand } from '../../lib/command.ts';
import { useDraft } from '../../lib/drafts.ts';
import { readYuan } from '../../lib/format.ts';
import { tell } from '../../lib/signals.ts';
import { useTexts } from '../../lib/texts.ts';
import type { Patent } from './patent.ts';
import { patentsTexts } from './patents.texts.ts';

/** Edits what imported lists lack and matching needs; numbers and holders stay as imported. */
export function EditPatent({ patent, onDone }: Readonly<{ patent: Patent; onDone: () => void }>) {
  const say = useTexts(patentsTexts);
  const draft = useDraft(`patent.${patent.id}.${patent.version}`, {
    abstract: patent.abstract ?? '',
    translatedTitle: patent.translatedTitle ?? '',
    translatedAbstract: patent.translatedAbstract ?? '',
    keywords: patent.keywords,
    maturity: patent.maturity,
    routes: patent.routes,
    price: patent.askingPrice?.amount ?? '',
    region: patent.region ?? '',
  });
  const { value, set, clear } = draft;
  const revise = useCommand('patents.revise', () => {
    clear();
    tell(say('saved'));
    onDone();
  });
  const field = fieldsOf(value, (part) => set({ ...value, ...part }), revise.error);
  const amount = readYuan(value.price);
  const isWrong = value.price.trim() !== '' && amount === null;
  const submit = () => {
    const { abstract, translatedTitle, translatedAbstract, keywords, maturity, routes, region } = value;
    const askingPrice = amount === null ? null : ({ amount, currency: 'CNY' } as const);
    revise.mutate({
      params: { patentId: patent.id },
      body: {
        expectedVersion: patent.version,
        abstract: abstract || null,
        translatedTitle: translatedTitle || null,
        translatedAbstract: translatedAbstract || null,
        keywords,
        maturity,
        routes,
        region: region || null,
        askingPrice,
      },
    });
  };
  return (
    <DraftForm draft={draft} isReady={!isWrong} command={revise} onSubmit={submit} onCancel={onDone}>
      <p className="muted">{say('editHint')}</p>
      <LongTextField label={say('page.problem')} autoSize={{ minRows: 4, maxRows: 14 }} {...field('abstract')} />
      <TextField label={say('field.translatedTitle')} {...field('translatedTitle')} />
      <LongTextField
        label={say('field.translatedAbstract')}
        autoSize={{ minRows: 2, maxRows: 14 }}
        {...field('translatedAbstract')}
      />
      <div className="form-row">
        <RoutesField label={say('field.routes')} {...field('routes')} />
        <MaturityField label={say('field.maturity')} {...field('maturity')} />
        <TextField
          label={say('field.askingPrice')}
          hint={say('priceHint')}
          wrong={isWrong ? say('priceWrong') : undefined}
          {...field('price', 'askingPrice')}
        />
        <TextField label={say('field.region')} {...field('region')} />
      </div>
      <WordsField label={say('field.keywords')} splitsAtSpaces {...field('keywords')} />
    </DraftForm>
  );
}
