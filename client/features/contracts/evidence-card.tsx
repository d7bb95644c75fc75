import { useState } from 'react';
import { Button, Modal, Select } from 'antd';
import { evidenceKinds } from '../../../server/domain/contracts/evidence.ts';
import { dealingTexts } from '../../components/dealing.texts.ts';
import { FileButton } from '../../components/file-button.tsx';
import { Field } from '../../components/field.tsx';
import { Card } from '../../components/page.tsx';
import { ProblemNote } from '../../components/problem-view.tsx';
import { TextField } from '../../components/text-fields.tsx';
import { addressOf } from '../../lib/api.ts';
import { commonTexts } from '../../lib/common.texts.ts';
import { formatList, todayInShanghai } from '../../lib/format.ts';
import { newId } from '../../lib/ids.ts';
import { useTexts } from '../../lib/texts.ts';
import { useOpen } from '../../lib/use-open.ts';
import { type Contract, useContractCommand } from './contract.ts';
import { contractsTexts } from './contracts.texts.ts';

/** Official acts with their numbers and days: what completion and verification rest on. */
export function EvidenceCard({ contract }: Readonly<{ contract: Contract }>) {
  const say = useTexts(contractsTexts);
  const dealing = useTexts(dealingTexts);
  const confirm = useContractCommand('contracts.confirmEvidence', contract);
  const adding = useOpen();
  return (
    <Card
      title={say('evidence')}
      aside={contract.allowed.includes('recordEvidence') && <Button onClick={adding.open}>{say('addEvidence')}</Button>}
    >
      {contract.evidence.length === 0 && <p className="muted">{say('noEvidence')}</p>}
      <ul>
        {contract.evidence.map(({ id, kind, number, date, file, filedBy, confirmedBy, awaitsMe }) => (
          <li key={id} className="item">
            <span className="row">
              <strong>{say(`evidenceKind.${kind}`)}</strong>
              <span style={{ overflowWrap: 'anywhere' }}>{number}</span>
              <span className="muted amount">{date}</span>
              {file && (
                <a href={addressOf('files.download', { params: { fileId: file.fileId } })} download>
                  {dealing('download')}
                </a>
              )}
              <span className="grow" />
              {awaitsMe && contract.allowed.includes('confirmEvidence') && (
                <Button
                  size="small"
                  type="primary"
                  loading={confirm.isPending}
                  onClick={() => confirm.give({ evidenceId: id })}
                >
                  {say('confirm')}
                </Button>
              )}
            </span>
            <span className="muted small">
              {say('filedBy', { name: filedBy?.name ?? say('ofRegister') })}
              {filedBy &&
                ` · ${
                  confirmedBy.length > 0
                    ? say('evidenceState.confirmed', { name: formatList(confirmedBy.map(({ name }) => name)) })
                    : say('evidenceState.waits')
                }`}
            </span>
          </li>
        ))}
      </ul>
      <ProblemNote error={confirm.error} />
      {adding.isOpen && <EvidenceDialog contract={contract} onClose={adding.close} />}
    </Card>
  );
}

const enteredKinds = evidenceKinds.filter((kind) => kind !== 'registerEvent');

function EvidenceDialog({ contract, onClose }: Readonly<{ contract: Contract; onClose: () => void }>) {
  const say = useTexts(contractsTexts);
  const common = useTexts(commonTexts);
  const [entry, setEntry] = useState({
    evidenceId: newId(),
    kind: (contract.route === 'transfer' ? 'registration' : 'filing') as (typeof enteredKinds)[number],
    number: '',
    date: todayInShanghai(),
    file: null as { fileId: string; name: string } | null,
  });
  const change = (part: Partial<typeof entry>) => setEntry({ ...entry, ...part });
  const needsFile = entry.kind === 'technologyContract';
  const record = useContractCommand('contracts.recordEvidence', contract, onClose);
  return (
    <Modal
      open
      title={say('addEvidence')}
      okText={common('save')}
      cancelText={common('cancel')}
      okButtonProps={{ disabled: !entry.number.trim() || (needsFile && !entry.file), loading: record.isPending }}
      onOk={() =>
        record.give({
          ...{ evidenceId: entry.evidenceId, kind: entry.kind, number: entry.number, date: entry.date },
          fileId: entry.file?.fileId ?? null,
        })
      }
      onCancel={onClose}
    >
      <div className="form">
        <Field label={say('kind')} problem={record.error} path="kind">
          {(control) => (
            <Select
              {...control}
              value={entry.kind}
              onChange={(kind) => change({ kind })}
              options={enteredKinds.map((kind) => ({ value: kind, label: say(`evidenceKind.${kind}`) }))}
            />
          )}
        </Field>
        <div className="form-row">
          <TextField
            label={say('number')}
            problem={record.error}
            path="number"
            value={entry.number}
            onChange={(number) => change({ number })}
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
          <FileButton
            label={needsFile ? say('certificate') : say('file')}
            onUploaded={({ fileId, name }) => change({ file: { fileId, name } })}
          />
          {entry.file && <span className="muted">{entry.file.name}</span>}
        </div>
        <ProblemNote error={record.error} />
      </div>
    </Modal>
  );
}
