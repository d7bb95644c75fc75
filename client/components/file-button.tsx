import { useRef, useState } from 'react';
import { Button } from 'antd';
import { ProblemNote } from './problem-view.tsx';
import { dealingTexts } from './dealing.texts.ts';
import { useTexts } from '../lib/texts.ts';
import { type Upload, type UploadedFile, uploadFile } from '../lib/upload.ts';

type FileButtonProps = Readonly<{
  label: string;
  onUploaded: (file: UploadedFile) => void;
  isPrimary?: boolean;
  isBusy?: boolean;
  /** How the file is sent; as a file of one's organisation if not said otherwise. */
  send?: Upload;
  /** Kinds of files that the browser offers first, as in `accept`. */
  accept?: string;
  /** What a field around it says of its control. */
  control?: Readonly<{ id: string; 'aria-describedby'?: string }>;
}>;

/** Lets the user choose a file, uploads it with a progress display, and passes on the stored file. */
export function FileButton({
  label,
  onUploaded,
  isPrimary = false,
  isBusy = false,
  send = uploadFile,
  accept,
  control,
}: FileButtonProps) {
  const say = useTexts(dealingTexts);
  const input = useRef<HTMLInputElement>(null);
  const [progress, setProgress] = useState<number | null>(null);
  const [error, setError] = useState<unknown>(null);
  const upload = async (file: File) => {
    setError(null);
    setProgress(0);
    try {
      onUploaded(await send(file, setProgress));
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
        accept={accept}
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file) void upload(file);
          target.value = '';
        }}
      />
      <Button
        {...control}
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
