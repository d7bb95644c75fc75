import { useState } from 'react';
import { Button, Modal, Select } from 'antd';
import { evidenceKinds } from '../../../server/domain/deals/deal.ts';
import { Field } from '../../components/field.tsx';
import { Card } from '../../components/page.tsx';
import { ProblemNote } from '../../components/problem-view.tsx';
import { TextField } from '../../components/text-fields.tsx';
import { addressOf } from '../../lib/api.ts';
import { commonTexts } from '../../lib/common.texts.ts';
import { todayInShanghai } from '../../lib/format.ts';
import { useTexts } from '../../lib/texts.ts';
import { useOpen } from '../../lib/use-open.ts';
import { type Deal, useDealCommand } from './deal.ts';
import { dealsTexts } from './deals.texts.ts';
import { FileButton } from './file-button.tsx';

/** Official acts with their numbers and days: what completion and verification rest on. */
export function EvidenceCard({ deal }: Readonly<{ deal: Deal }>) {
  const say = useTexts(dealsTexts);
  const adding = useOpen();
  return (
    <Card
      title={say('evidence')}
      aside={deal.allowed.includes('recordEvidence') && <Button onClick={adding.open}>{say('addEvidence')}</Button>}
    >
      {deal.evidence.length === 0 && <p className="muted">{say('noEvidence')}</p>}
      <ul>
        {deal.evidence.map(({ kind, number, date, file }) => (
          <li key={kind + number} className="item">
            <span className="row">
              <strong>{say(`evidenceKind.${kind}`)}</strong>
              <span className="amount">{number}</span>
              <span className="muted amount">{date}</span>
              {file && (
                <a href={addressOf('files.download', { params: { fileId: file.fileId } })} download>
                  {say('download')}
                </a>
              )}
            </span>
          </li>
        ))}
      </ul>
      {adding.isOpen && <EvidenceDialog deal={deal} onClose={adding.close} />}
    </Card>
  );
}

const enteredKinds = evidenceKinds.filter((kind) => kind !== 'registerEvent');

function EvidenceDialog({ deal, onClose }: Readonly<{ deal: Deal; onClose: () => void }>) {
  const say = useTexts(dealsTexts);
  const common = useTexts(commonTexts);
  const [entry, setEntry] = useState({
    kind: (deal.agreed?.terms.route === 'transfer' ? 'registration' : 'filing') as (typeof enteredKinds)[number],
    number: '',
    date: todayInShanghai(),
    file: null as { fileId: string; name: string } | null,
  });
  const change = (part: Partial<typeof entry>) => setEntry({ ...entry, ...part });
  const needsFile = entry.kind === 'technologyContract';
  const record = useDealCommand('deals.recordEvidence', deal, onClose);
  return (
    <Modal
      open
      title={say('addEvidence')}
      okText={common('save')}
      cancelText={common('cancel')}
      okButtonProps={{ disabled: !entry.number.trim() || (needsFile && !entry.file), loading: record.isPending }}
      onOk={() =>
        record.give({ kind: entry.kind, number: entry.number, date: entry.date, fileId: entry.file?.fileId ?? null })
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
