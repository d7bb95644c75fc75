import type { ReactNode } from 'react';
import { Button } from 'antd';
import { tell } from '../lib/signals.ts';
import { defineTexts, useTexts } from '../lib/texts.ts';

const texts = defineTexts('shownOnce', { copy: '复制', copied: '已复制' }, { copy: 'Copy', copied: 'Copied' });

/** Something that is shown this once, to be copied: a link, a secret. */
export function ShownOnce({ value, children }: Readonly<{ value: string; children: ReactNode }>) {
  const say = useTexts(texts);
  const copy = () => void navigator.clipboard.writeText(value).then(() => tell(say('copied')));
  return (
    <div className="note note-good" role="status">
      <span>{children}</span>
      <code className="grow">{value}</code>
      <Button size="small" onClick={copy}>
        {say('copy')}
      </Button>
    </div>
  );
}
