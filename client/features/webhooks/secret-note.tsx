import { Button } from 'antd';
import { tell } from '../../lib/signals.ts';
import { useTexts } from '../../lib/texts.ts';
import { webhooksTexts } from './webhooks.texts.ts';

/** The secret of a webhook that was just added. */
export function SecretNote({ secret }: Readonly<{ secret: string }>) {
  const say = useTexts(webhooksTexts);
  const copy = () => void navigator.clipboard.writeText(secret).then(() => tell(say('copied')));
  return (
    <div className="note note-good" role="status">
      <span>{say('secret')}</span>
      <code className="grow">{secret}</code>
      <Button size="small" onClick={copy}>
        {say('copy')}
      </Button>
    </div>
  );
}
