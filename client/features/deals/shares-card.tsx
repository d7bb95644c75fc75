import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Button, InputNumber, Select } from 'antd';
import { Field } from '../../components/field.tsx';
import { Card } from '../../components/page.tsx';
import { ProblemNote } from '../../components/problem-view.tsx';
import { Tag } from '../../components/tag.tsx';
import { LongTextField } from '../../components/text-fields.tsx';
import { commonTexts } from '../../lib/common.texts.ts';
import { formatShare } from '../../lib/format.ts';
import { placeName } from '../../lib/places.ts';
import { read } from '../../lib/query.ts';
import { useTexts } from '../../lib/texts.ts';
import { useOpen } from '../../lib/use-open.ts';
import { type Deal, useDealCommand } from './deal.ts';
import { dealsTexts } from './deals.texts.ts';

/** For which centres the deal counts, and how much; both sides confirm. */
export function SharesCard({ deal }: Readonly<{ deal: Deal }>) {
  const say = useTexts(dealsTexts);
  const common = useTexts(commonTexts);
  const confirm = useDealCommand('deals.confirmShares', deal);
  const proposing = useOpen();
  const nameOf = (id: string) => deal.centres.find((centre) => centre.id === id)?.name ?? '';
  const { centreShares, proposedShares, allowed } = deal;
  return (
    <Card
      title={say('shares')}
      aside={
        allowed.includes('proposeShares') &&
        deal.centres.length > 0 &&
        !proposing.isOpen && <Button onClick={proposing.open}>{say('proposeShares')}</Button>
      }
    >
      {centreShares.length === 0 && !proposedShares && (
        <p className="muted">{deal.centres.length === 0 ? say('noCentre') : say('noShares')}</p>
      )}
      {centreShares.map(({ centreId, weight }) => (
        <div key={centreId} className="row">
          <Tag tone="centre">{nameOf(centreId)}</Tag>
          <strong>{formatShare(weight)}</strong>
        </div>
      ))}
      {proposedShares && (
        <div className="note note-wait">
          <span>{say('proposedShares')}</span>
          {proposedShares.reason !== null && <span className="grow">{proposedShares.reason}</span>}
          {proposedShares.shares.map(({ centreId, weight }) => (
            <span key={centreId}>
              {nameOf(centreId)} <strong>{formatShare(weight)}</strong>
            </span>
          ))}
          {proposedShares.confirmedBy.map((side) => (
            <span key={side} className="small">
              {say('confirmedBy', { side: common(`side.${side}`) })}
            </span>
          ))}
          {allowed.includes('confirmShares') && (
            <Button size="small" type="primary" loading={confirm.isPending} onClick={() => confirm.give({})}>
              {say('confirmShares')}
            </Button>
          )}
        </div>
      )}
      <ProblemNote error={confirm.error} />
      {allowed.includes('inviteCentre') && <InviteCentre deal={deal} />}
      {proposing.isOpen && <ProposeShares deal={deal} onDone={proposing.close} />}
    </Card>
  );
}

function InviteCentre({ deal }: Readonly<{ deal: Deal }>) {
  const say = useTexts(dealsTexts);
  const common = useTexts(commonTexts);
  const choosing = useOpen();
  const [centreId, setCentreId] = useState<string>();
  const centres = useQuery({ ...read('centres.list', { query: { limit: 100 } }), enabled: choosing.isOpen });
  const invite = useDealCommand('deals.inviteCentre', deal, choosing.close);
  if (!choosing.isOpen) {
    return (
      <div>
        <Button onClick={choosing.open}>{say('inviteCentre')}</Button>
      </div>
    );
  }
  const others = centres.data?.items.filter(({ id }) => !deal.centres.some((centre) => centre.id === id)) ?? [];
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

function ProposeShares({ deal, onDone }: Readonly<{ deal: Deal; onDone: () => void }>) {
  const say = useTexts(dealsTexts);
  const common = useTexts(commonTexts);
  const propose = useDealCommand('deals.proposeShares', deal, onDone);
  const [percents, setPercents] = useState<Record<string, number>>(() =>
    Object.fromEntries(deal.centres.map(({ id }, index) => [id, index === 0 ? 100 : 0])),
  );
  const isFixed = deal.completedOn !== null;
  const [reason, setReason] = useState('');
  const submit = () => {
    const shares = deal.centres
      .map(({ id }) => ({ centreId: id, weight: Math.round((percents[id] ?? 0) * 100) }))
      .filter(({ weight }) => weight > 0);
    propose.give({ shares, reason: isFixed ? reason : null });
  };
  return (
    <div className="form">
      {deal.centres.map(({ id, name }) => (
        <Field
          key={id}
          label={`${name} · ${say('weight')}`}
          hint={say('weightTotal')}
          problem={propose.error}
          path="shares"
        >
          {(control) => (
            <InputNumber
              {...control}
              min={0}
              max={100}
              value={percents[id] ?? 0}
              onChange={(percent) => setPercents({ ...percents, [id]: percent ?? 0 })}
            />
          )}
        </Field>
      ))}
      {isFixed && (
        <LongTextField
          label={say('reason')}
          hint={say('sharesFixed')}
          problem={propose.error}
          path="reason"
          rows={2}
          maxLength={500}
          value={reason}
          onChange={setReason}
        />
      )}
      <ProblemNote error={propose.error} />
      <div className="row">
        <Button type="primary" loading={propose.isPending} disabled={isFixed && !reason.trim()} onClick={submit}>
          {say('proposeShares')}
        </Button>
        <Button onClick={onDone}>{common('cancel')}</Button>
      </div>
    </div>
  );
}
