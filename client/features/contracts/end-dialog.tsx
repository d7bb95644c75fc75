import { useState } from 'react';
import { Input, Modal, Select } from 'antd';
import { endGrounds } from '../../../server/domain/contracts/contract.ts';
import { Money } from '../../../server/domain/money.ts';
import { dealingTexts } from '../../components/dealing.texts.ts';
import { Field } from '../../components/field.tsx';
import { ProblemNote } from '../../components/problem-view.tsx';
import { LongTextField, TextField } from '../../components/text-fields.tsx';
import { commonTexts } from '../../lib/common.texts.ts';
import { formatMoney, readYuan, todayInShanghai } from '../../lib/format.ts';
import { useTexts } from '../../lib/texts.ts';
import { type Contract, type Line, useContractCommand } from './contract.ts';
import { contractsTexts } from './contracts.texts.ts';

/** Asks to end a contract: why, since when, and line by line how much stands. */
export function EndDialog({ contract, onClose }: Readonly<{ contract: Contract; onClose: () => void }>) {
  const say = useTexts(contractsTexts);
  const dealing = useTexts(dealingTexts);
  const common = useTexts(commonTexts);
  const [reason, setReason] = useState('');
  const [on, setOn] = useState(todayInShanghai());
  const [ground, setGround] = useState<(typeof endGrounds)[number]>('terminated');
  const lines = contract.ledger.filter(({ mayEnd }) => mayEnd);
  const [stands, setStands] = useState<Record<string, string>>(() =>
    Object.fromEntries(lines.map((line) => [line.id, standsAtFirst(line, lines)])),
  );
  const ask = useContractCommand('contracts.askEnd', contract, onClose);
  const amounts = lines.map(({ id, amount }) => {
    const text = stands[id] ?? '';
    return {
      lineId: id,
      amount: { amount: /^0+(\.0*)?$/.test(text) ? '0.00' : readYuan(text), currency: amount.currency },
    };
  });
  const whole = amounts.flatMap(({ lineId, amount: { amount, currency } }) =>
    amount === null ? [] : [{ lineId, amount: { amount, currency } }],
  );
  return (
    <Modal
      open
      title={say('askEnd')}
      okText={say('askEnd')}
      cancelText={common('cancel')}
      okButtonProps={{
        danger: true,
        disabled: !reason.trim() || whole.length < lines.length,
        loading: ask.isPending,
      }}
      onOk={() => ask.give({ on, ground, stands: whole, reason })}
      onCancel={onClose}
    >
      <div className="form">
        <p className="muted">{say('endText')}</p>
        <div className="form-row">
          <Field label={say('ground')} problem={ask.error} path="ground">
            {(control) => (
              <Select
                {...control}
                value={ground}
                onChange={setGround}
                options={endGrounds.map((one) => ({ value: one, label: say(`endGround.${one}`) }))}
              />
            )}
          </Field>
          <Field label={say('date')} problem={ask.error} path="on">
            {(control) => <Input {...control} type="date" value={on} onChange={(e) => setOn(e.target.value)} />}
          </Field>
        </div>
        {lines.map(({ id, kind, date, amount }) => (
          <TextField
            key={id}
            label={`${say('stands')} · ${say('standsOf', {
              kind: say(`lineKind.${kind}`),
              date,
              amount: formatMoney(amount),
            })}`}
            problem={ask.error}
            path="stands"
            inputMode="decimal"
            value={stands[id] ?? ''}
            onChange={(text) => setStands({ ...stands, [id]: text })}
          />
        ))}
        <LongTextField
          label={dealing('reason')}
          problem={ask.error}
          path="reason"
          rows={3}
          maxLength={500}
          value={reason}
          onChange={setReason}
        />
        <ProblemNote error={ask.error} />
      </div>
    </Modal>
  );
}

/** Money that came stands, and of what was contracted as much as came. */
function standsAtFirst({ kind, part, amount }: Line, lines: readonly Line[]): string {
  if (kind !== 'contracted') return kind === 'due' ? '0.00' : amount.amount;
  const came = lines.filter((line) => line.part === part && line.kind !== 'contracted' && line.kind !== 'due');
  return Money.sum(
    came.map((line) => Money.fromWire(line.amount)),
    amount.currency,
  ).toString();
}
