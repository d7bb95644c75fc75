import { useState } from 'react';
import { namingFields } from '../../../server/domain/patents/corrections.ts';
import { DraftForm } from '../../components/draft-form.tsx';
import { MergeNote } from '../../components/merge-note.tsx';
import { MaturityField, RoutesField, WordsField } from '../../components/choice-fields.tsx';
import { fieldsOf } from '../../components/field.tsx';
import { LongTextField, TextField } from '../../components/text-fields.tsx';
import { useCommand } from '../../lib/command.ts';
import { commonTexts } from '../../lib/common.texts.ts';
import { useEdit } from '../../lib/edit.ts';
import { formatList, formatYuan, readYuan, typedYuan } from '../../lib/format.ts';
import { tell } from '../../lib/signals.ts';
import { useTexts } from '../../lib/texts.ts';
import type { Patent } from './patent.ts';
import { patentsTexts } from './patents.texts.ts';

/** Edits what lists lack and matching needs, and corrects title and numbers; holders stay as imported. */
export function EditPatent({ patent, onDone }: Readonly<{ patent: Patent; onDone: () => void }>) {
  const say = useTexts(patentsTexts);
  const common = useTexts(commonTexts);
  const draft = useEdit(`patent.${patent.id}`, { version: patent.version, fields: entryOf(patent) });
  const { value, set, clear } = draft;
  const revise = useCommand('patents.revise', ({ version }) => {
    clear(version);
    tell(say('saved'));
    onDone();
  });
  const was = entryOf(patent);
  const isRenamed = namingFields.some((name) => value[name] !== was[name]);
  const needsReason =
    patent.state !== 'draft' && namingFields.some((name) => was[name] !== '' && value[name] !== was[name]);
  const [reason, setReason] = useState('');
  const field = fieldsOf(value, (part) => set({ ...value, ...part }), revise.error);
  const amount = readYuan(value.price);
  const isWrong = value.price.trim() !== '' && amount === null;
  const submit = () => {
    const {
      title,
      applicationNumber,
      publicationNumber,
      abstract,
      translatedTitle,
      translatedAbstract,
      keywords,
      maturity,
      routes,
      region,
    } = value;
    const askingPrice = amount === null ? null : ({ amount, currency: 'CNY' } as const);
    revise.mutate({
      params: { patentId: patent.id },
      body: {
        expectedVersion: patent.version,
        ...(isRenamed ? { title, ...(reason.trim() === '' ? {} : { reason }) } : {}),
        ...(value.applicationNumber === was.applicationNumber ? {} : { applicationNumber: applicationNumber || null }),
        ...(value.publicationNumber === was.publicationNumber ? {} : { publicationNumber: publicationNumber || null }),
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
  const names = {
    ...{ title: say('field.title'), applicationNumber: say('field.applicationNumber') },
    publicationNumber: say('field.publicationNumber'),
    abstract: say('page.problem'),
    ...{ translatedTitle: say('field.translatedTitle'), translatedAbstract: say('field.translatedAbstract') },
    ...{ keywords: say('field.keywords'), maturity: say('field.maturity'), region: say('field.region') },
    routes: [
      say('field.routes'),
      (routes: Patent['routes']) => formatList(routes.map((route) => common(`dealRoute.${route}`))),
    ],
    price: [say('field.askingPrice'), formatYuan],
  } as const;
  return (
    <DraftForm
      draft={draft}
      isReady={!isWrong && value.title.trim() !== '' && (!needsReason || reason.trim() !== '')}
      command={revise}
      onSubmit={submit}
      onCancel={onDone}
      merge={<MergeNote editing={draft} names={names} />}
    >
      <p className="muted">{say('editHint')}</p>
      <TextField label={say('field.title')} maxLength={500} {...field('title')} />
      <div className="form-row">
        <TextField label={say('field.applicationNumber')} {...field('applicationNumber')} />
        <TextField label={say('field.publicationNumber')} {...field('publicationNumber')} />
      </div>
      {needsReason && (
        <TextField
          label={say('reason')}
          hint={say('reasonHint')}
          required
          maxLength={500}
          problem={revise.error}
          path="reason"
          value={reason}
          onChange={setReason}
        />
      )}
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

const entryOf = (patent: Patent) => ({
  title: patent.title,
  applicationNumber: patent.applicationNumber ?? '',
  publicationNumber: patent.publicationNumber ?? '',
  abstract: patent.abstract ?? '',
  translatedTitle: patent.translatedTitle ?? '',
  translatedAbstract: patent.translatedAbstract ?? '',
  keywords: patent.keywords,
  maturity: patent.maturity,
  routes: patent.routes,
  price: typedYuan(patent.askingPrice?.amount),
  region: patent.region ?? '',
});
