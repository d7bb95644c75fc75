import { useRef, useState } from 'react';
import { Button } from 'antd';
import { ProblemNote } from './problem-view.tsx';
import { dealingTexts } from './dealing.texts.ts';
import { useTexts } from '../lib/texts.ts';
import { type UploadedFile, uploadFile } from '../lib/upload.ts';

type FileButtonProps = Readonly<{
  label: string;
  onUploaded: (file: UploadedFile) => void;
  isPrimary?: boolean;
  isBusy?: boolean;
}>;

/** Lets the user choose a file, uploads it with a progress display, and passes on the stored file. */
export function FileButton({ label, onUploaded, isPrimary = false, isBusy = false }: FileButtonProps) {
  const say = useTexts(dealingTexts);
  const input = useRef<HTMLInputElement>(null);
  const [progress, setProgress] = useState<number | null>(null);
  const [error, setError] = useState<unknown>(null);
  const upload = async (file: File) => {
    setError(null);
    setProgress(0);
    try {
      onUploaded(await uploadFile(file, setProgress));
    } catch (problem) {
      setError(problem);
    } finally {
      setProgress(null);
    }
  };
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file) void upload(file);
          target.value = '';
        }}
      />
      <Button
        type={isPrimary ? 'primary' : 'default'}
        loading={isBusy || progress !== null}
        onClick={() => input.current?.click()}
      >
        {progress === null ? label : say('uploading', { percent: Math.round(progress * 100) })}
      </Button>
      <ProblemNote error={error} />
    </>
  );
}
