import type { ReactNode } from 'react';
import { Button } from 'antd';
import { paths } from '../../lib/paths.ts';
import { tell } from '../../lib/signals.ts';
import { useTexts } from '../../lib/texts.ts';
import { accountsTexts } from './accounts.texts.ts';

/** A link shown once, to be passed on. Its secret stands after the #, which browsers never send to a server. */
export const linkTo = (path: 'invitation' | 'newPassword', id: string, secret: string): string =>
  `${window.location.origin}${paths[path](id)}#${secret}`;

export function OneTimeLink({ link, children }: Readonly<{ link: string; children: ReactNode }>) {
  const say = useTexts(accountsTexts);
  return (
    <div className="note note-good" role="status">
      <span>{children}</span>
      <code className="grow">{link}</code>
      <Button
        size="small"
        onClick={() => void navigator.clipboard.writeText(link).then(() => tell(say('members.copied')))}
      >
        {say('members.copy')}
      </Button>
    </div>
  );
}
