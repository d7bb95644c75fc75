import { useState } from 'react';
import { Modal, Select } from 'antd';
import { lineKinds, lineParts } from '../../../server/domain/deals/ledger.ts';
import { Field } from '../../components/field.tsx';
import { ProblemNote } from '../../components/problem-view.tsx';
import { TextField } from '../../components/text-fields.tsx';
import { commonTexts } from '../../lib/common.texts.ts';
import { readYuan, todayInShanghai } from '../../lib/format.ts';
import { newId } from '../../lib/ids.ts';
import { useTexts } from '../../lib/texts.ts';
import { type Deal, useDealCommand } from './deal.ts';
import { dealsTexts } from './deals.texts.ts';
import { FileButton } from './file-button.tsx';

const enteredKinds = lineKinds.filter((kind) => kind !== 'contracted');

/** One amount of money with its day and, better, its proof. */
export function LineDialog({ deal, onClose }: Readonly<{ deal: Deal; onClose: () => void }>) {
  const say = useTexts(dealsTexts);
  const common = useTexts(commonTexts);
  const [entry, setEntry] = useState({
    lineId: newId(),
    kind: 'received' as (typeof enteredKinds)[number],
    part: 'fixed' as (typeof lineParts)[number],
    amount: '',
    date: todayInShanghai(),
    proof: null as { fileId: string; name: string } | null,
  });
  const change = (part: Partial<typeof entry>) => setEntry({ ...entry, ...part });
  const record = useDealCommand('deals.recordLine', deal, onClose);
  const amount = readYuan(entry.amount);
  const submit = () => {
    if (amount === null) return;
    const { lineId, kind, part, date, proof } = entry;
    const currency = deal.agreed?.terms.upfront.currency ?? 'CNY';
    record.give({ lineId, kind, part, amount: { amount, currency }, date, proofFileId: proof?.fileId ?? null });
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
                onChange={(kind) => change({ kind })}
                options={enteredKinds.map((kind) => ({ value: kind, label: say(`lineKind.${kind}`) }))}
              />
            )}
          </Field>
          <Field label={say('terms.route')} problem={record.error} path="part">
            {(control) => (
              <Select
                {...control}
                value={entry.part}
                onChange={(part) => change({ part })}
                options={lineParts.map((part) => ({ value: part, label: say(`linePart.${part}`) }))}
              />
            )}
          </Field>
        </div>
        <div className="form-row">
          <TextField
            label={say('amount')}
            hint={say('upfrontHint')}
            problem={record.error}
            path="amount"
            wrong={entry.amount && amount === null ? say('upfrontWrong') : undefined}
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
          <FileButton label={say('file')} onUploaded={({ fileId, name }) => change({ proof: { fileId, name } })} />
          {entry.proof && <span className="muted">{entry.proof.name}</span>}
        </div>
        <ProblemNote error={record.error} />
      </div>
    </Modal>
  );
}
