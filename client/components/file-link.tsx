import { lazy, Suspense } from 'react';
import { addressOf } from '../lib/api.ts';
import { useTexts } from '../lib/texts.ts';
import { useOpen } from '../lib/use-open.ts';
import { dealingTexts } from './dealing.texts.ts';
import type { FileAddress } from './file-preview.tsx';
import './file-link.css';

const FilePreview = lazy(() => import('./file-preview.tsx').then(({ FilePreview: one }) => ({ default: one })));

type FileLinkProps = Readonly<{
  file: Readonly<{ fileId: string; name: string }>;
  /** Where it is had, if not as any file. */
  at?: FileAddress;
}>;

/** A stored file by its name: a PDF or picture opens in place, anything else is saved. */
export function FileLink({ file: { fileId, name }, at }: FileLinkProps) {
  const say = useTexts(dealingTexts);
  const preview = useOpen();
  const address: FileAddress = at ?? ((query) => addressOf('files.download', { params: { fileId }, query }));
  const shown = name || say('download');
  const kind = /\.pdf$/i.test(name) ? 'pdf' : /\.(png|jpe?g)$/i.test(name) ? 'picture' : null;
  if (!kind) {
    return (
      <a className="file-link" href={address({})} download>
        {shown}
      </a>
    );
  }
  return (
    <>
      <button type="button" className="link-button file-link" onClick={preview.open}>
        {shown}
      </button>
      {preview.isOpen && (
        <Suspense>
          <FilePreview at={address} name={name} kind={kind} onClose={preview.close} />
        </Suspense>
      )}
    </>
  );
}
