import { useState } from 'react';
import { useNavigate } from 'react-router';
import { Checkbox, Segmented } from 'antd';
import { importSubjects } from '../../../server/domain/imports/import-process.ts';
import { listLimits } from '../../../server/domain/imports/list-limits.ts';
import { Card } from '../../components/page.tsx';
import { ProblemNote } from '../../components/problem-view.tsx';
import { useCommand } from '../../lib/command.ts';
import { newId } from '../../lib/ids.ts';
import { paths } from '../../lib/paths.ts';
import { useMe } from '../../lib/session.ts';
import { useTexts } from '../../lib/texts.ts';
import { uploadFile } from '../../lib/upload.ts';
import { importsTexts } from './imports.texts.ts';
import { SpaceNote } from './space-note.tsx';
import './imports.css';

/** Takes a dropped or chosen file, uploads it with a progress display, and starts its import. */
export function DropCard() {
  const say = useTexts(importsTexts);
  const me = useMe();
  const navigate = useNavigate();
  const [subject, setSubject] = useState<(typeof importSubjects)[number] | null>(null);
  const [publish, setPublish] = useState(false);
  const [isOver, setIsOver] = useState(false);
  const [progress, setProgress] = useState<number | null>(null);
  const [isTooLarge, setTooLarge] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const chosen = subject ?? (me?.organisation?.kind === 'company' ? 'needs' : 'patents');
  const begin = useCommand('imports.create', ({ id }) => void navigate(paths.import(id)));
  const take = async (file: File | undefined) => {
    if (!file) return;
    if (file.size > listLimits.megabytes * 2 ** 20) {
      setTooLarge(true);
      return;
    }
    setTooLarge(false);
    setError(null);
    setProgress(0);
    try {
      const { fileId } = await uploadFile(file, setProgress);
      begin.mutate({ body: { id: newId(), expectedVersion: 0, fileId, subject: chosen, publish } });
    } catch (problem) {
      setError(problem);
    } finally {
      setProgress(null);
    }
  };
  return (
    <Card>
      <div className="row">
        <Segmented
          aria-label={say('what')}
          value={chosen}
          onChange={setSubject}
          options={importSubjects.map((one) => ({ value: one, label: say(`subject.${one}`) }))}
        />
        <Checkbox checked={publish} onChange={({ target }) => setPublish(target.checked)}>
          {say('publish')}
        </Checkbox>
      </div>
      <label
        className={isOver ? 'drop drop-over' : 'drop'}
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setIsOver(false);
          void take(event.dataTransfer.files[0]);
        }}
      >
        <input
          type="file"
          accept=".csv,.txt,.tsv,.xlsx"
          className="visually-hidden"
          onChange={({ target }) => {
            void take(target.files?.[0]);
            target.value = '';
          }}
        />
        <strong>{progress === null ? say('drop') : say('uploading', { percent: Math.round(progress * 100) })}</strong>
        <span className="muted">{say('dropHint', { megabytes: listLimits.megabytes })}</span>
      </label>
      {isTooLarge && (
        <p className="field-error" role="alert">
          {say('tooLarge', { megabytes: listLimits.megabytes })}
        </p>
      )}
      <SpaceNote />
      <ProblemNote error={error ?? begin.error} />
    </Card>
  );
}
