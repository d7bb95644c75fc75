import { useState } from 'react';
import { Select } from 'antd';
import { type ProofKind, proofKinds } from '../../../server/domain/contracts/ledger.ts';
import { rulesOf } from '../../../server/domain/contracts/routes/routes.ts';
import { ChoiceField } from '../../components/choice-fields.tsx';
import { dealingTexts } from '../../components/dealing.texts.ts';
import { fieldsOf } from '../../components/field.tsx';
import { FileButton } from '../../components/file-button.tsx';
import { FormDialog } from '../../components/form-dialog.tsx';
import { TextField } from '../../components/text-fields.tsx';
import { readYuan, todayInShanghai } from '../../lib/format.ts';
import { newId } from '../../lib/ids.ts';
import { useTexts } from '../../lib/texts.ts';
import { type Contract, type Line, useContractCommand } from './contract.ts';
import { contractsTexts } from './contracts.texts.ts';

type Entered = Exclude<Line['kind'], 'contracted'>;

/** Records a ledger line: amount, date and, optionally, its proof. */
export function LineDialog({ contract, onClose }: Readonly<{ contract: Contract; onClose: () => void }>) {
  const say = useTexts(contractsTexts);
  const dealing = useTexts(dealingTexts);
  const { lines } = rulesOf(contract.route);
  const isOver = contract.state === 'ended';
  const kinds = (Object.keys(lines) as Entered[]).filter(
    (kind) => !isOver || kind === 'received' || kind === 'refunded',
  );
  const first = kinds.includes('received') ? 'received' : (kinds[0] ?? 'received');
  const [entry, setEntry] = useState({
    lineId: newId(),
    kind: first,
    part: lines[first]?.[0] ?? 'fixed',
    amount: '',
    date: todayInShanghai(),
    proofKind: 'receipt' as ProofKind,
    proof: null as { fileId: string; name: string } | null,
  });
  const change = (part: Partial<typeof entry>) => setEntry({ ...entry, ...part });
  const record = useContractCommand('contracts.recordLine', contract, onClose);
  const field = fieldsOf(entry, change, record.error);
  const amount = readYuan(entry.amount);
  const submit = () => {
    if (amount === null) return;
    const { lineId, kind, part, date, proof, proofKind } = entry;
    const { currency } = contract.upfront;
    const shown = proof && { fileId: proof.fileId, kind: proofKind };
    record.give({ lineId, kind, part, amount: { amount, currency }, date, proof: shown });
  };
  return (
    <FormDialog title={say('addLine')} isReady={amount !== null} command={record} onOk={submit} onClose={onClose}>
      <div className="form-row">
        <ChoiceField
          label={say('kind')}
          options={kinds}
          nameOf={(kind) => dealing(`lineKind.${kind}`)}
          {...field('kind')}
          onChange={(kind) => change({ kind, part: lines[kind]?.[0] ?? entry.part })}
        />
        <ChoiceField
          label={say('lineKindField')}
          options={lines[entry.kind] ?? []}
          nameOf={(part) => dealing(`linePart.${part}`)}
          {...field('part')}
        />
      </div>
      <div className="form-row">
        <TextField
          label={say('amount')}
          hint={dealing('amountHint')}
          wrong={entry.amount && amount === null ? dealing('amountWrong') : undefined}
          inputMode="decimal"
          {...field('amount')}
        />
        <TextField label={say('date')} type="date" {...field('date')} />
      </div>
      <div className="row">
        <Select
          aria-label={say('proof')}
          value={entry.proofKind}
          onChange={(proofKind) => change({ proofKind })}
          options={proofKinds.map((kind) => ({ value: kind, label: dealing(`proofKind.${kind}`) }))}
        />
        <FileButton label={say('proofFile')} onUploaded={({ fileId, name }) => change({ proof: { fileId, name } })} />
        {entry.proof && <span className="muted">{entry.proof.name}</span>}
      </div>
    </FormDialog>
  );
}
