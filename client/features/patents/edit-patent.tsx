import { useState } from 'react';
import { namingFields } from '../../../server/domain/patents/corrections.ts';
import { DraftForm } from '../../components/draft-form.tsx';
import { MergeNote } from '../../components/merge-note.tsx';
import { fieldsOf } from '../../components/field.tsx';
import { LongTextField, TextField } from '../../components/text-fields.tsx';
import { useCommand } from '../../lib/command.ts';
import { commonTexts } from '../../lib/common.texts.ts';
import { useEdit } from '../../lib/edit.ts';
import { formatList, formatYuan, typedYuan } from '../../lib/format.ts';
import { tell } from '../../lib/signals.ts';
import { useTexts } from '../../lib/texts.ts';
import { askedPrice, OfferFields } from './offer-fields.tsx';
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
  const change = (part: Partial<typeof value>) => set({ ...value, ...part });
  const field = fieldsOf(value, change, revise.error);
  const { askingPrice, isWrong } = askedPrice(value);
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
      <OfferFields value={value} onChange={change} problem={revise.error} />
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
