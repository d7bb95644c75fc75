import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { commonTexts } from '../lib/common.texts.ts';
import { placeName } from '../lib/places.ts';
import { read } from '../lib/query.ts';
import { useTexts } from '../lib/texts.ts';
import type { useOpen } from '../lib/use-open.ts';
import { dealingTexts } from './dealing.texts.ts';
import { Field } from './field.tsx';
import { ProblemNote } from './problem-view.tsx';

type InviteCentreProps = Readonly<{
  /** The centres that already take part; they are not offered again. */
  present: readonly Readonly<{ id: string }>[];
  choosing: ReturnType<typeof useOpen>;
  invite: Readonly<{ give: (fields: { centreId: string }) => void; error: Error | null; isPending: boolean }>;
}>;

/** Invites a centre to accompany a deal or a contract. */
export function InviteCentre({ present, choosing, invite }: InviteCentreProps) {
  const say = useTexts(dealingTexts);
  const common = useTexts(commonTexts);
  const [centreId, setCentreId] = useState<string>();
  const centres = useQuery({ ...read('centres.list', { query: { limit: 100 } }), enabled: choosing.isOpen });
  if (!choosing.isOpen) {
    return (
      <div>
        <Button onClick={choosing.open}>{say('inviteCentre')}</Button>
      </div>
    );
  }
  const others = centres.data?.items.filter(({ id }) => !present.some((centre) => centre.id === id)) ?? [];
  return (
    <div className="form">
      <Field label={say('centre')} problem={invite.error} path="centreId">
        {(control) => (
          <Select
            {...control}
            showSearch
            optionFilterProp="label"
            loading={centres.isPending}
            value={centreId}
            onChange={setCentreId}
            options={others.map(({ id, name, place }) => ({ value: id, label: `${name} · ${placeName(place)}` }))}
          />
        )}
      </Field>
      <ProblemNote error={invite.error ?? centres.error} />
      <div className="row">
        <Button
          type="primary"
          loading={invite.isPending}
          disabled={!centreId}
          onClick={() => centreId && invite.give({ centreId })}
        >
          {say('inviteCentre')}
        </Button>
        <Button onClick={choosing.close}>{common('cancel')}</Button>
      </div>
    </div>
  );
}
