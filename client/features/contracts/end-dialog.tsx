import { useState } from 'react';
import { endGrounds } from '../../../server/domain/contracts/contract.ts';
import { Money } from '../../../server/domain/money.ts';
import { ChoiceField } from '../../components/choice-fields.tsx';
import { dealingTexts } from '../../components/dealing.texts.ts';
import { fieldsOf } from '../../components/field.tsx';
import { FormDialog } from '../../components/form-dialog.tsx';
import { LongTextField, TextField } from '../../components/text-fields.tsx';
import { formatMoney, readYuan, todayInShanghai, typedYuan } from '../../lib/format.ts';
import { useHeld } from '../../lib/use-held.ts';
import { useTexts } from '../../lib/texts.ts';
import { type Contract, type Line, useContractCommand } from './contract.ts';
import { contractsTexts } from './contracts.texts.ts';

/** Asks to end a contract: reason, date, and how much of each ledger line stands. */
export function EndDialog({ contract, onClose }: Readonly<{ contract: Contract; onClose: () => void }>) {
  const say = useTexts(contractsTexts);
  const dealing = useTexts(dealingTexts);
  const [entry, setEntry] = useState({
    reason: '',
    on: todayInShanghai(),
    ground: 'terminated' as (typeof endGrounds)[number],
  });
  const lines = contract.ledger.filter(({ mayEnd }) => mayEnd);
  // what was typed, and of the others, also those that came meanwhile, what is proposed
  const [stands, setStands] = useState<Record<string, string>>({});
  const standsNow = Object.fromEntries(lines.map((line) => [line.id, standsAtFirst(line, lines)]));
  const held = useHeld(contract.version, null);
  const ask = useContractCommand('contracts.askEnd', contract, onClose);
  const field = fieldsOf(entry, (part) => setEntry({ ...entry, ...part }), ask.error);
  const amounts = lines.map(({ id, amount }) => {
    const text = stands[id] ?? standsNow[id] ?? '';
    return {
      lineId: id,
      amount: { amount: /^0+(\.0*)?$/.test(text) ? '0.00' : readYuan(text), currency: amount.currency },
    };
  });
  const whole = amounts.flatMap(({ lineId, amount: { amount, currency } }) =>
    amount === null ? [] : [{ lineId, amount: { amount, currency } }],
  );
  return (
    <FormDialog
      title={say('askEnd')}
      okText={say('askEnd')}
      isDanger
      isReady={entry.reason.trim() !== '' && whole.length === lines.length}
      command={ask}
      onOk={() => ask.give({ ...entry, stands: whole }, held.version)}
      onClose={onClose}
      held={held}
    >
      <p className="muted">{say('endText')}</p>
      <div className="form-row">
        <ChoiceField
          label={say('ground')}
          options={endGrounds}
          nameOf={(one) => say(`endGround.${one}`)}
          {...field('ground')}
        />
        <TextField label={say('date')} type="date" {...field('on')} />
      </div>
      {lines.map(({ id, kind, date, amount }) => (
        <TextField
          key={id}
          label={`${say('stands')} · ${say('standsOf', {
            kind: dealing(`lineKind.${kind}`),
            date,
            amount: formatMoney(amount),
          })}`}
          problem={ask.error}
          path="stands"
          inputMode="decimal"
          value={stands[id] ?? standsNow[id] ?? ''}
          onChange={(text) => setStands({ ...stands, [id]: text })}
        />
      ))}
      <LongTextField label={dealing('reason')} rows={3} maxLength={500} {...field('reason')} />
    </FormDialog>
  );
}

/** The proposed amount that stands: received money in full, and of a contracted line as much as was received. */
function standsAtFirst({ kind, part, amount }: Line, lines: readonly Line[]): string {
  if (kind !== 'contracted') return typedYuan(kind === 'due' ? '0.00' : amount.amount);
  const came = lines.filter((line) => line.part === part && line.kind !== 'contracted' && line.kind !== 'due');
  const sum = Money.sum(
    came.map((line) => Money.fromWire(line.amount)),
    amount.currency,
  );
  return typedYuan(sum.toString());
}
