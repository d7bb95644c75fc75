import { useState } from 'react';
import { Select } from 'antd';
import { webhookFormats, webhookTopics, type WebhookTopic } from '../../../server/domain/webhooks/webhooks.ts';
import { ChoiceField } from '../../components/choice-fields.tsx';
import { Field } from '../../components/field.tsx';
import { FormDialog } from '../../components/form-dialog.tsx';
import { TextField } from '../../components/text-fields.tsx';
import { useCommand } from '../../lib/command.ts';
import { newId } from '../../lib/ids.ts';
import { useTexts } from '../../lib/texts.ts';
import { webhooksTexts } from './webhooks.texts.ts';

type AddDialogProps = Readonly<{ onClose: () => void; onAdded: (secret: string | null) => void }>;

export function AddDialog({ onClose, onAdded }: AddDialogProps) {
  const say = useTexts(webhooksTexts);
  const [id] = useState(newId);
  const [url, setUrl] = useState('');
  const [format, setFormat] = useState<(typeof webhookFormats)[number]>('standard');
  const [topics, setTopics] = useState<WebhookTopic[]>([...webhookTopics]);
  const [robotSecret, setRobotSecret] = useState('');
  const add = useCommand('webhooks.add', ({ secret }) => onAdded(secret));
  const signs = format === 'dingtalk' || format === 'feishu';
  return (
    <FormDialog
      title={say('addTitle')}
      command={add}
      isReady={url.trim() !== '' && topics.length > 0}
      onOk={() =>
        add.mutate({
          body: {
            ...{ id, expectedVersion: 0, url: url.trim(), format, topics },
            ...(signs && robotSecret.trim() ? { robotSecret: robotSecret.trim() } : {}),
          },
        })
      }
      onClose={onClose}
    >
      <ChoiceField
        label={say('format.label')}
        value={format}
        onChange={setFormat}
        options={webhookFormats}
        nameOf={(one) => say(`format.${one}`)}
      />
      <TextField
        label={say('url')}
        hint={say('urlHint')}
        problem={add.error}
        path="url"
        type="url"
        autoComplete="off"
        value={url}
        onChange={setUrl}
      />
      {signs && (
        <TextField
          label={say('robotSecret')}
          hint={say('robotSecretHint')}
          problem={add.error}
          path="robotSecret"
          autoComplete="off"
          value={robotSecret}
          onChange={setRobotSecret}
        />
      )}
      <Field label={say('topics')} problem={add.error} path="topics">
        {(control) => (
          <Select
            {...control}
            mode="multiple"
            value={topics}
            onChange={setTopics}
            options={webhookTopics.map((value) => ({ value, label: say(`topic.${value}`) }))}
          />
        )}
      </Field>
    </FormDialog>
  );
}
