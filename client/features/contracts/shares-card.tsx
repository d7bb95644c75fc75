import { useState } from 'react';
import { Button, InputNumber } from 'antd';
import { ConfirmStep, useAsked } from '../../components/confirm-step.tsx';
import { dealingTexts } from '../../components/dealing.texts.ts';
import { Field } from '../../components/field.tsx';
import { Card } from '../../components/page.tsx';
import { ProblemNote } from '../../components/problem-view.tsx';
import { Tag } from '../../components/tag.tsx';
import { LongTextField } from '../../components/text-fields.tsx';
import { commonTexts } from '../../lib/common.texts.ts';
import { formatList, formatShare } from '../../lib/format.ts';
import { useTexts } from '../../lib/texts.ts';
import { useOpen } from '../../lib/use-open.ts';
import { type Contract, useContractCommand } from './contract.ts';
import { contractsTexts } from './contracts.texts.ts';

/** The shares of the centres for which the contract counts; both sides confirm them. */
export function SharesCard({ contract }: Readonly<{ contract: Contract }>) {
  const say = useTexts(contractsTexts);
  const common = useTexts(commonTexts);
  const confirming = useAsked<NonNullable<Contract['proposedShares']>>();
  const confirm = useContractCommand('contracts.confirmShares', contract);
  const proposing = useOpen();
  const known = centresOf(contract);
  const nameOf = (id: string) => known.find((centre) => centre.id === id)?.name ?? '';
  const { centreShares, proposedShares, allowed } = contract;
  return (
    <Card
      title={say('shares')}
      aside={
        allowed.includes('proposeShares') &&
        known.length > 0 &&
        !proposing.isOpen && <Button onClick={proposing.open}>{say('proposeShares')}</Button>
      }
    >
      {centreShares.length === 0 && !proposedShares && (
        <p className="muted">{known.length === 0 ? say('noCentre') : say('noShares')}</p>
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
        </div>
      )}
      <div>
        <ConfirmStep
          asked={confirming}
          now={allowed.includes('confirmShares') ? proposedShares : null}
          version={contract.version}
          label={() => say('confirmShares')}
          sentence={({ shares }) =>
            say('confirmSharesText', {
              shares: formatList(shares.map(({ centreId, weight }) => `${nameOf(centreId)} ${formatShare(weight)}`)),
            })
          }
          command={confirm}
          onYes={(_, version) => confirm.give({}, version)}
          button={{ size: 'small', type: 'primary' }}
        />
      </div>
      {proposing.isOpen && <ProposeShares contract={contract} onDone={proposing.close} />}
    </Card>
  );
}

/** Centres that may have a share: those that are in, and those that kept one when they went. */
const centresOf = ({ centres, formerCentres }: Contract) => [...centres, ...formerCentres];

function ProposeShares({ contract, onDone }: Readonly<{ contract: Contract; onDone: () => void }>) {
  const say = useTexts(contractsTexts);
  const common = useTexts(commonTexts);
  const propose = useContractCommand('contracts.proposeShares', contract, onDone);
  const centres = centresOf(contract);
  const [percents, setPercents] = useState<Record<string, number>>(() =>
    Object.fromEntries(centres.map(({ id }, index) => [id, index === 0 ? 100 : 0])),
  );
  const dealing = useTexts(dealingTexts);
  const isFixed = contract.completedOn !== null;
  const [reason, setReason] = useState('');
  const submit = () => {
    const shares = centres
      .map(({ id }) => ({ centreId: id, weight: Math.round((percents[id] ?? 0) * 100) }))
      .filter(({ weight }) => weight > 0);
    propose.give({ shares, reason: isFixed ? reason : null });
  };
  return (
    <div className="form">
      {centres.map(({ id, name }) => (
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
          label={dealing('reason')}
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
