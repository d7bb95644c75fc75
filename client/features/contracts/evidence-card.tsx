import { useState } from 'react';
import { Button } from 'antd';
import { evidenceKinds } from '../../../server/domain/contracts/evidence.ts';
import { ChoiceField } from '../../components/choice-fields.tsx';
import { dealingTexts } from '../../components/dealing.texts.ts';
import { ConfirmStep, useAsked } from '../../components/confirm-step.tsx';
import { fieldsOf } from '../../components/field.tsx';
import { FileButton } from '../../components/file-button.tsx';
import { FormDialog } from '../../components/form-dialog.tsx';
import { FileLink } from '../../components/file-link.tsx';
import { Card } from '../../components/page.tsx';
import { TextField } from '../../components/text-fields.tsx';
import { formatList, todayInShanghai } from '../../lib/format.ts';
import { newId } from '../../lib/ids.ts';
import { useTexts } from '../../lib/texts.ts';
import { useOpen } from '../../lib/use-open.ts';
import { type Contract, useContractCommand } from './contract.ts';
import { contractsTexts } from './contracts.texts.ts';
import { useSaid } from './said.ts';

/** The official records of a contract, on which completion and verification levels rest. */
export function EvidenceCard({ contract }: Readonly<{ contract: Contract }>) {
  const say = useTexts(contractsTexts);
  const dealing = useTexts(dealingTexts);
  const adding = useOpen();
  return (
    <Card
      title={say('evidence')}
      aside={contract.allowed.includes('recordEvidence') && <Button onClick={adding.open}>{say('addEvidence')}</Button>}
    >
      {contract.evidence.length === 0 && <p className="muted">{say('noEvidence')}</p>}
      <ul>
        {contract.evidence.map((evidence) => {
          const { id, kind, number, date, file, filedBy, confirmedBy } = evidence;
          return (
            <li key={id} className="item">
              <span className="row">
                <strong>{dealing(`evidenceKind.${kind}`)}</strong>
                <span style={{ overflowWrap: 'anywhere' }}>{number}</span>
                <span className="muted amount">{date}</span>
                {file && <FileLink file={file} />}
                <span className="grow" />
                <ConfirmEvidence contract={contract} evidence={evidence} />
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
          );
        })}
      </ul>
      {adding.isOpen && <EvidenceDialog contract={contract} onClose={adding.close} />}
    </Card>
  );
}

function ConfirmEvidence({ contract, evidence }: Readonly<{ contract: Contract; evidence: Evidence }>) {
  const say = useTexts(contractsTexts);
  const said = useSaid();
  const asked = useAsked<Evidence>();
  const confirm = useContractCommand('contracts.confirmEvidence', contract);
  return (
    <ConfirmStep
      asked={asked}
      now={evidence.awaitsMe && contract.allowed.includes('confirmEvidence') ? evidence : null}
      version={contract.version}
      label={() => say('confirm')}
      sentence={(held) => say('confirmEvidenceText', { evidence: said.evidence(held) })}
      command={confirm}
      details={({ file }) => file && <FileLink file={file} />}
      onYes={({ id }, version) => confirm.give({ evidenceId: id }, version)}
      button={{ size: 'small', type: 'primary' }}
    />
  );
}

type Evidence = Contract['evidence'][number];
const enteredKinds = evidenceKinds.filter((kind) => kind !== 'registerEvent');

function EvidenceDialog({ contract, onClose }: Readonly<{ contract: Contract; onClose: () => void }>) {
  const say = useTexts(contractsTexts);
  const dealing = useTexts(dealingTexts);
  const [entry, setEntry] = useState({
    evidenceId: newId(),
    kind: (contract.route === 'transfer' ? 'registration' : 'filing') as (typeof enteredKinds)[number],
    number: '',
    date: todayInShanghai(),
    file: null as { fileId: string; name: string } | null,
  });
  const needsFile = entry.kind === 'technologyContract';
  const record = useContractCommand('contracts.recordEvidence', contract, onClose);
  const change = (part: Partial<typeof entry>) => setEntry({ ...entry, ...part });
  const field = fieldsOf(entry, change, record.error);
  const submit = () => {
    const { file, ...filed } = entry;
    record.give({ ...filed, fileId: file?.fileId ?? null });
  };
  return (
    <FormDialog
      title={say('addEvidence')}
      isReady={entry.number.trim() !== '' && (!needsFile || entry.file !== null)}
      command={record}
      onOk={submit}
      onClose={onClose}
    >
      <ChoiceField
        label={say('kind')}
        options={enteredKinds}
        nameOf={(kind) => dealing(`evidenceKind.${kind}`)}
        {...field('kind')}
      />
      <div className="form-row">
        <TextField label={say('number')} {...field('number')} />
        <TextField label={say('date')} type="date" {...field('date')} />
      </div>
      <div className="row">
        <FileButton
          label={needsFile ? say('certificate') : say('file')}
          onUploaded={({ fileId, name }) => change({ file: { fileId, name } })}
        />
        {entry.file && <span className="muted">{entry.file.name}</span>}
      </div>
    </FormDialog>
  );
}
