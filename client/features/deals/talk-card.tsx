import { useEffect, useRef, useState } from 'react';
import { Button, Input } from 'antd';
import { More } from '../../components/more.tsx';
import { Card } from '../../components/page.tsx';
import { ProblemNote } from '../../components/problem-view.tsx';
import { Shown } from '../../components/shown.tsx';
import { Tag } from '../../components/tag.tsx';
import '../../components/talk.css';
import { call } from '../../lib/api.ts';
import { useCommand } from '../../lib/command.ts';
import { useDraft } from '../../lib/drafts.ts';
import { formatInstant } from '../../lib/format.ts';
import { newId } from '../../lib/ids.ts';
import { forget, useList } from '../../lib/query.ts';
import { useMe } from '../../lib/session.ts';
import { useStream } from '../../lib/socket.ts';
import type { PresenceMessage } from '../../../server/api/socket.ts';
import { useTexts } from '../../lib/texts.ts';
import { useBeforeEyes } from '../../lib/use-before-eyes.ts';
import { dealsTexts } from './deals.texts.ts';

/** Says that the room was read up to its newest message. */
function useReadMark(dealId: string, upTo: number) {
  useBeforeEyes(upTo === 0 ? null : upTo, () => {
    // what could not be said is said with the next message
    call('deals.readMessages', { params: { dealId }, body: { upTo } }).then(
      () => forget(['inbox']),
      () => undefined,
    );
  });
}

/** The messages of a deal room, in the server's order; an unsent message is kept as a draft. */
export function TalkCard({ dealId }: Readonly<{ dealId: string }>) {
  const say = useTexts(dealsTexts);
  const me = useMe();
  const messages = useList('deals.messages', { params: { dealId }, query: { limit: 50 } });
  const draft = useDraft(`talk.${dealId}`, '');
  const [messageId, setMessageId] = useState(newId);
  const presence = usePresence(me?.userId);
  const { type } = useStream(`room:${dealId}`, { onJoined: presence.begin, onPresence: presence.see });
  const send = useCommand('deals.say', () => {
    draft.clear();
    setMessageId(newId());
  });
  const submit = () => {
    if (draft.value.trim() && !send.isPending)
      send.mutate({ params: { dealId }, body: { messageId, text: draft.value } });
  };
  const end = useRef<HTMLDivElement>(null);
  useReadMark(dealId, messages.items[0]?.seq ?? 0);
  const newest = messages.items[0]?.id;
  useEffect(() => {
    end.current?.scrollTo({ top: end.current.scrollHeight });
  }, [newest]);
  return (
    <Card
      title={say('talk')}
      aside={presence.isHere && <Tag tone="good">{presence.isTyping ? say('typing') : say('here')}</Tag>}
    >
      <Shown query={messages}>
        {() => (
          <div className="talk" ref={end} role="log" aria-label={say('talk')} tabIndex={0}>
            <More list={messages} />
            {messages.items.length === 0 && <p className="muted">{say('noTalk')}</p>}
            {[...messages.items].reverse().map((message) => (
              <div key={message.id} className={message.by === me?.userId ? 'say say-mine' : 'say'}>
                <span className="muted small">
                  {message.displayName} · {message.organisation.name} · {formatInstant(message.at)}
                </span>
                <p>{message.text}</p>
              </div>
            ))}
          </div>
        )}
      </Shown>
      <ProblemNote error={send.error} />
      <div className="stack-tight">
        <Input.TextArea
          aria-label={say('message')}
          placeholder={say('message')}
          autoSize={{ minRows: 2, maxRows: 6 }}
          maxLength={4000}
          value={draft.value}
          onChange={(event) => {
            draft.set(event.target.value);
            type();
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            submit();
          }}
        />
        <div>
          <Button loading={send.isPending} disabled={!draft.value.trim()} onClick={submit}>
            {say('send')}
          </Button>
        </div>
      </div>
    </Card>
  );
}

/** Whether somebody else is here, who may have been before me, or typing; typing ends 3 seconds after its last signal. */
function usePresence(myId: string | undefined) {
  const [here, setHere] = useState<ReadonlySet<string>>(new Set());
  const [isTyping, setIsTyping] = useState(false);
  const timer = useRef(0);
  useEffect(() => () => clearTimeout(timer.current), []);
  const see = (message: PresenceMessage) => {
    if (message.userId === myId) return; // another window of mine
    setHere((before) => {
      const now = new Set(before);
      if (message.isHere) now.add(message.userId);
      else now.delete(message.userId);
      return now;
    });
    setIsTyping(message.isTyping);
    clearTimeout(timer.current);
    if (message.isTyping) timer.current = window.setTimeout(() => setIsTyping(false), 3_000);
  };
  const begin = (present: readonly string[]) => setHere(new Set(present.filter((userId) => userId !== myId)));
  return { isHere: here.size > 0, isTyping, see, begin };
}
