import { Modal } from 'antd';
import { useTexts } from '../lib/texts.ts';
import { dealingTexts } from './dealing.texts.ts';
import './file-preview.css';

/** Where a file is had, to be saved or shown in place. */
export type FileAddress = (query: Readonly<{ isShown?: 'true' }>) => string;
type FilePreviewProps = Readonly<{ at: FileAddress; name: string; kind: 'pdf' | 'picture'; onClose: () => void }>;

/** A PDF or picture in a dialog: the browser's own viewer, which is told that nothing in it may run. */
export function FilePreview({ at, name, kind, onClose }: FilePreviewProps) {
  const say = useTexts(dealingTexts);
  const shown = at({ isShown: 'true' });
  return (
    <Modal open width={960} title={name} footer={null} onCancel={onClose}>
      <div className="row file-preview-steps">
        <a href={shown} target="_blank" rel="noreferrer">
          {say('openAlone')}
        </a>
        <a href={at({})} download>
          {say('saveFile')}
        </a>
      </div>
      {kind === 'pdf' && !navigator.pdfViewerEnabled ? (
        <p className="muted">{say('noViewer')}</p>
      ) : kind === 'pdf' ? (
        <iframe className="file-preview" title={name} src={shown} />
      ) : (
        <img className="file-preview-picture" alt={name} src={shown} />
      )}
    </Modal>
  );
}
