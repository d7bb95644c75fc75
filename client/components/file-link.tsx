import { lazy, Suspense } from 'react';
import { addressOf } from '../lib/api.ts';
import { useTexts } from '../lib/texts.ts';
import { useOpen } from '../lib/use-open.ts';
import { dealingTexts } from './dealing.texts.ts';
import './file-link.css';

const FilePreview = lazy(() => import('./file-preview.tsx').then(({ FilePreview: one }) => ({ default: one })));

/** A stored file by its name: a PDF or picture opens in place, anything else is saved. */
export function FileLink({ file: { fileId, name } }: Readonly<{ file: Readonly<{ fileId: string; name: string }> }>) {
  const say = useTexts(dealingTexts);
  const preview = useOpen();
  const shown = name || say('download');
  const kind = /\.pdf$/i.test(name) ? 'pdf' : /\.(png|jpe?g)$/i.test(name) ? 'picture' : null;
  if (!kind) {
    return (
      <a className="file-link" href={addressOf('files.download', { params: { fileId } })} download>
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
          <FilePreview fileId={fileId} name={name} kind={kind} onClose={preview.close} />
        </Suspense>
      )}
    </>
  );
}
