import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import type { Output } from '../../../server/api/operations.ts';
import { DraftForm } from '../../components/draft-form.tsx';
import { Field } from '../../components/field.tsx';
import { MergeNote } from '../../components/merge-note.tsx';
import { Card } from '../../components/page.tsx';
import { Shown } from '../../components/shown.tsx';
import { useCommand } from '../../lib/command.ts';
import { useEdit } from '../../lib/edit.ts';
import { formatList } from '../../lib/format.ts';
import { read } from '../../lib/query.ts';
import { useMe } from '../../lib/session.ts';
import { tell } from '../../lib/signals.ts';
import { useTexts } from '../../lib/texts.ts';
import { matchingTexts } from './matching.texts.ts';

type Industries = Output<'matching.industries'>;

/** The industries in which a centre works: pairs in them come first in its list. */
export function IndustriesCard() {
  const say = useTexts(matchingTexts);
  const query = useQuery(read('matching.industries'));
  return (
    <Card title={say('industriesTitle')}>
      <p className="muted">{say('industriesText')}</p>
      <Shown query={query}>{(kept) => <Editor kept={kept} />}</Shown>
    </Card>
  );
}

function Editor({ kept }: Readonly<{ kept: Industries }>) {
  const say = useTexts(matchingTexts);
  const { version, industries, choices, allowed } = kept;
  const nameOf = (code: string) => `${code} ${choices.find((one) => one.code === code)?.name ?? ''}`;
  const mine = useMe()?.organisation?.id ?? '';
  const draft = useEdit(`industries.${mine}`, { version, fields: { industries } });
  const save = useCommand('matching.setIndustries', ({ version: saved }) => {
    draft.clear(saved);
    tell(say('industriesSaved'));
  });
  if (!allowed.includes('setIndustries'))
    return <p>{industries.length > 0 ? formatList(industries.map(nameOf)) : say('industriesNone')}</p>;
  return (
    <DraftForm
      draft={draft}
      isReady
      command={save}
      onCancel={draft.discard}
      onSubmit={() => save.mutate({ body: { expectedVersion: version, industries: draft.value.industries } })}
      merge={
        <MergeNote
          editing={draft}
          names={{ industries: [say('industries'), (codes: string[]) => formatList(codes.map(nameOf))] }}
        />
      }
    >
      <Field label={say('industries')} problem={save.error} path="industries">
        {(control) => (
          <Select
            {...control}
            mode="multiple"
            value={draft.value.industries}
            onChange={(codes) => draft.set({ industries: codes })}
            options={choices.map(({ code }) => ({ value: code, label: nameOf(code) }))}
            optionFilterProp="label"
          />
        )}
      </Field>
    </DraftForm>
  );
}
