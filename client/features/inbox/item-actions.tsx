import { useMutation } from '@tanstack/react-query';
import { Button, Dropdown } from 'antd';
import { call } from '../../lib/api.ts';
import { forget } from '../../lib/query.ts';
import { tell } from '../../lib/signals.ts';
import { useTexts } from '../../lib/texts.ts';
import { inboxTexts } from './inbox.texts.ts';

export type Muted = Parameters<typeof call<'inbox.mute'>>[1]['body']['what'];

/** Marks items as read or unread, and mutes what they are about. */
export function useMarks() {
  const again = () => forget(['inbox']);
  const mark = useMutation({
    mutationFn: (body: { items: string[]; isRead: boolean }) => call('inbox.read', { body }),
    onSuccess: again,
  });
  const mute = useMutation({
    mutationFn: (body: { what: Muted; isMuted: boolean }) => call('inbox.mute', { body }),
    onSuccess: again,
  });
  return { mark, mute };
}

type ItemActionsProps = Readonly<{
  id: string;
  /** What the item says, for the names of its buttons. */
  text: string;
  kind: string;
  thing: Readonly<{ kind: string; id: string }> | null;
  isRead: boolean;
  marks: ReturnType<typeof useMarks>;
}>;

/** What one does with an item of the inbox without opening it. */
export function ItemActions({ id, text, kind, thing, isRead, marks: { mark, mute } }: ItemActionsProps) {
  const say = useTexts(inboxTexts);
  const muting = (what: Muted) =>
    mute.mutate(
      { what, isMuted: true },
      { onSuccess: () => tell(say('muted'), { undo: () => mute.mutate({ what, isMuted: false }) }) },
    );
  const menu = [
    { key: 'kind', label: say('muteKind'), onClick: () => muting({ kind }) },
    ...(thing ? [{ key: 'thing', label: say('muteThing'), onClick: () => muting({ thing }) }] : []),
  ];
  const marking = say(isRead ? 'markUnread' : 'markRead');
  return (
    <span className="row">
      <Button
        size="small"
        type="text"
        data-mark
        aria-label={`${marking}: ${text}`}
        onClick={() => mark.mutate({ items: [id], isRead: !isRead })}
      >
        {marking}
      </Button>
      <Dropdown menu={{ items: menu }} trigger={['click']}>
        <Button size="small" type="text" aria-label={`${say('more')}: ${text}`}>
          …
        </Button>
      </Dropdown>
    </span>
  );
}
