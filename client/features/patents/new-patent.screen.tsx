import { useNavigate } from 'react-router';
import { Button } from 'antd';
import { legalStatuses } from '../../../server/domain/patents/patent-content.ts';
import { ChoiceField, WordsField } from '../../components/choice-fields.tsx';
import { DraftNote } from '../../components/draft-note.tsx';
import { fieldsOf } from '../../components/field.tsx';
import { Card, Page } from '../../components/page.tsx';
import { ProblemNote, ProblemView } from '../../components/problem-view.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { LongTextField, TextField } from '../../components/text-fields.tsx';
import { useCommand } from '../../lib/command.ts';
import { commonTexts } from '../../lib/common.texts.ts';
import { useDraft } from '../../lib/drafts.ts';
import { newId } from '../../lib/ids.ts';
import { paths } from '../../lib/paths.ts';
import { ProblemError } from '../../lib/problem.ts';
import { useMe } from '../../lib/session.ts';
import { tell } from '../../lib/signals.ts';
import { useTexts } from '../../lib/texts.ts';
import { askedPrice, OfferFields } from './offer-fields.tsx';
import type { Patent } from './patent.ts';
import { patentsTexts } from './patents.texts.ts';

const statuses = ['', ...legalStatuses] as const;
type Entry = {
  id: string;
  title: string;
  applicationNumber: string;
  publicationNumber: string;
  abstract: string;
  filedOn: string;
  grantedOn: string;
  legalStatus: (typeof statuses)[number];
  holders: string[];
  inventors: string[];
  ipc: string[];
  keywords: string[];
  industry: string;
  maturity: number | null;
  routes: Patent['routes'];
  price: string;
  region: string;
};

const blank = (holder: string): Entry => ({
  ...{ id: newId(), title: '', applicationNumber: '', publicationNumber: '', abstract: '' },
  ...{ filedOn: '', grantedOn: '', legalStatus: '', holders: holder ? [holder] : [], inventors: [], ipc: [] },
  ...{ keywords: [], industry: '', maturity: null, routes: [], price: '', region: '' },
});

/** Enters one patent by hand, with the checks of a row of a list. Kept as a draft in this browser until saved. */
export function Component() {
  const me = useMe();
  if (me === undefined) return <Skeleton lines={8} />;
  // the draft is stored per user, so it is read only once the user is known
  if (!me) return <ProblemView error={new ProblemError('NOT_AUTHENTICATED')} />;
  return <NewPatent userId={me.userId} holder={me.organisation?.name ?? ''} />;
}

function NewPatent({ userId, holder }: Readonly<{ userId: string; holder: string }>) {
  const say = useTexts(patentsTexts);
  const common = useTexts(commonTexts);
  const navigate = useNavigate();
  const { value, set, clear, discard, wasKept } = useDraft(`patent.${userId}`, blank(holder));
  const create = useCommand('patents.create', ({ id }) => {
    clear();
    tell(say('new.saved'));
    void navigate(paths.patent(id));
  });
  const change = (part: Partial<Entry>) => set({ ...value, ...part });
  const field = fieldsOf(value, change, create.error);
  const { askingPrice, isWrong } = askedPrice(value);
  const isReady = value.title.trim() !== '' && !isWrong;
  const submit = () => {
    const { id, title, legalStatus, holders, inventors, ipc, keywords, maturity, routes, price: _, ...texts } = value;
    const known = Object.entries(texts).filter(([, text]) => text.trim() !== '');
    create.mutate({
      body: {
        ...{ id, expectedVersion: 0, title, holders, inventors, ipc, keywords, maturity, routes },
        ...Object.fromEntries(known),
        ...(legalStatus === '' ? {} : { legalStatus }),
        askingPrice,
      },
    });
  };
  return (
    <Page title={say('new.title')} lead={say('new.lead')}>
      {wasKept && <DraftNote discard={discard} />}
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) submit();
        }}
      >
        <Card title={say('new.which')}>
          <TextField label={say('field.title')} required autoFocus maxLength={500} {...field('title')} />
          <div className="form-row">
            <TextField
              label={say('field.applicationNumber')}
              hint={say('new.numberHint')}
              {...field('applicationNumber')}
            />
            <TextField label={say('field.publicationNumber')} {...field('publicationNumber')} />
          </div>
          <LongTextField label={say('page.problem')} autoSize={{ minRows: 4, maxRows: 14 }} {...field('abstract')} />
        </Card>
        <Card title={say('page.facts')}>
          <div className="form-row">
            <WordsField label={say('field.holders')} {...field('holders')} />
            <WordsField label={say('field.inventors')} {...field('inventors')} />
            <WordsField label={say('field.ipc')} {...field('ipc')} />
          </div>
          <div className="form-row">
            <TextField label={say('field.filedOn')} type="date" {...field('filedOn')} />
            <TextField label={say('field.grantedOn')} type="date" {...field('grantedOn')} />
            <ChoiceField
              label={say('field.legalStatus')}
              options={statuses}
              nameOf={(status) => (status === '' ? say('new.unknown') : common(`legalStatus.${status}`))}
              {...field('legalStatus')}
            />
            <TextField label={say('field.industry')} {...field('industry')} />
          </div>
        </Card>
        <Card title={say('new.offer')}>
          <OfferFields value={value} onChange={change} problem={create.error} />
        </Card>
        <ProblemNote error={create.error} />
        <div className="row">
          <Button type="primary" size="large" htmlType="submit" loading={create.isPending} disabled={!isReady}>
            {say('new.save')}
          </Button>
        </div>
      </form>
    </Page>
  );
}
