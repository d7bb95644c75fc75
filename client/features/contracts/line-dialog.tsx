import { useState } from 'react';
import { Modal, Select } from 'antd';
import { type ProofKind, proofKinds } from '../../../server/domain/contracts/ledger.ts';
import { rulesOf } from '../../../server/domain/contracts/routes/routes.ts';
import { dealingTexts } from '../../components/dealing.texts.ts';
import { FileButton } from '../../components/file-button.tsx';
import { Field } from '../../components/field.tsx';
import { ProblemNote } from '../../components/problem-view.tsx';
import { TextField } from '../../components/text-fields.tsx';
import { commonTexts } from '../../lib/common.texts.ts';
import { readYuan, todayInShanghai } from '../../lib/format.ts';
import { newId } from '../../lib/ids.ts';
import { useTexts } from '../../lib/texts.ts';
import { type Contract, type Line, useContractCommand } from './contract.ts';
import { contractsTexts } from './contracts.texts.ts';

type Entered = Exclude<Line['kind'], 'contracted'>;

/** One amount of money with its day and, better, its proof. */
export function LineDialog({ contract, onClose }: Readonly<{ contract: Contract; onClose: () => void }>) {
  const say = useTexts(contractsTexts);
  const common = useTexts(commonTexts);
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
  const amount = readYuan(entry.amount);
  const submit = () => {
    if (amount === null) return;
    const { lineId, kind, part, date, proof, proofKind } = entry;
    const { currency } = contract.upfront;
    const shown = proof && { fileId: proof.fileId, kind: proofKind };
    record.give({ lineId, kind, part, amount: { amount, currency }, date, proof: shown });
  };
  return (
    <Modal
      open
      title={say('addLine')}
      okText={common('save')}
      cancelText={common('cancel')}
      okButtonProps={{ disabled: amount === null, loading: record.isPending }}
      onOk={submit}
      onCancel={onClose}
    >
      <div className="form">
        <div className="form-row">
          <Field label={say('kind')} problem={record.error} path="kind">
            {(control) => (
              <Select
                {...control}
                value={entry.kind}
                onChange={(kind) => change({ kind, part: lines[kind]?.[0] ?? entry.part })}
                options={kinds.map((kind) => ({ value: kind, label: say(`lineKind.${kind}`) }))}
              />
            )}
          </Field>
          <Field label={say('lineKindField')} problem={record.error} path="part">
            {(control) => (
              <Select
                {...control}
                value={entry.part}
                onChange={(part) => change({ part })}
                options={(lines[entry.kind] ?? []).map((part) => ({ value: part, label: say(`linePart.${part}`) }))}
              />
            )}
          </Field>
        </div>
        <div className="form-row">
          <TextField
            label={say('amount')}
            hint={dealing('amountHint')}
            problem={record.error}
            path="amount"
            wrong={entry.amount && amount === null ? dealing('amountWrong') : undefined}
            inputMode="decimal"
            value={entry.amount}
            onChange={(amount) => change({ amount })}
          />
          <TextField
            label={say('date')}
            problem={record.error}
            path="date"
            type="date"
            value={entry.date}
            onChange={(date) => change({ date })}
          />
        </div>
        <div className="row">
          <Select
            aria-label={say('proof')}
            value={entry.proofKind}
            onChange={(proofKind) => change({ proofKind })}
            options={proofKinds.map((kind) => ({ value: kind, label: say(`proofKind.${kind}`) }))}
          />
          <FileButton label={say('proofFile')} onUploaded={({ fileId, name }) => change({ proof: { fileId, name } })} />
          {entry.proof && <span className="muted">{entry.proof.name}</span>}
        </div>
        <ProblemNote error={record.error} />
      </div>
    </Modal>
  );
}
