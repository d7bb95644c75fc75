import { useEffect, useRef, useState } from 'react';
import type { Socket } from 'socket.io-client';
import type { ClientToServer, HintMessage, PresenceMessage, ServerToClient } from '../../server/api/socket.ts';
import { type Stream, type StreamKind, streams } from '../../server/api/streams.ts';
import { call } from './api.ts';
import { forget } from './query.ts';

type Door = Socket<ServerToClient, ClientToServer>;
let door: Promise<Door> | undefined;

/** The one socket of the page, opened when a screen first follows something. */
function openDoor(): Promise<Door> {
  door ??= import('socket.io-client').then(({ io }) =>
    io({ path: '/api/socket', transports: ['websocket', 'polling'] }),
  );
  return door;
}

/** Reconnects the socket as the user who signed in; followed streams are joined again. */
export function renewDoor(): void {
  void door?.then((socket) => socket.disconnect().connect());
}

/** Closes the socket after sign-out. */
export function closeDoor(): void {
  void door?.then((socket) => socket.disconnect());
  door = undefined;
}

export type StreamFollower = Readonly<{
  /** Called at each joining, also after a lost connection, with the people who are there already. */
  onJoined?: (present: readonly string[]) => void;
  onPresence?: (message: PresenceMessage) => void;
  /** Called when the user may no longer see the stream. */
  onLeft?: () => void;
}>;

/**
 * Follows a stream while the screen is open. A hint carries no data: the reads that the stream's kind changes are
 * reloaded. After a reconnect they are reloaded only when there are events since the last known number.
 */
export function useStream(
  stream: `${StreamKind}:${string}` | null,
  follower: StreamFollower = {},
): { isLive: boolean; type: () => void } {
  const current = useRef(follower);
  current.current = follower;
  const [isLive, setIsLive] = useState(false);
  const typing = useRef<() => void>(() => undefined);

  useEffect(() => {
    if (!stream) return;
    let isOver = false;
    let last: number | null = null;
    let hasJoined = false;
    let leave = () => undefined as void;
    const kind: Stream = streams[stream.slice(0, stream.indexOf(':')) as StreamKind]; // as its type says
    const isWithoutEvents = kind.isWithoutEvents === true;
    const moved = () => void forget(kind.changes);

    void openDoor().then((socket) => {
      if (isOver) return;
      const join = () => {
        socket.emit('join', { stream }, (answer) => {
          if (isOver) return;
          setIsLive(answer.ok);
          if (answer.ok) current.current.onJoined?.(answer.result.present);
          if (answer.ok && hasJoined) void catchUp();
          hasJoined ||= answer.ok;
        });
      };
      const catchUp = async () => {
        // no event number is known to compare with
        if (last === null || isWithoutEvents) return moved();
        const missed = await call('system.events', { params: { stream }, query: { after: last } }).catch(() => null);
        const newest = missed?.items.at(-1);
        if (newest) last = newest.seq;
        if (!missed || newest) moved();
      };
      const onHint = (hint: HintMessage) => {
        // hints of several servers about what has no events are not in one order
        if (hint.stream !== stream || (last !== null && !isWithoutEvents && hint.seq <= last)) return;
        last = hint.seq;
        moved();
      };
      const onPresence = (message: PresenceMessage) => {
        if (message.stream === stream) current.current.onPresence?.(message);
      };
      const onLeft = (message: { stream: string }) => {
        if (message.stream === stream) current.current.onLeft?.();
      };
      const onDown = () => setIsLive(false);
      socket
        .on('connect', join)
        .on('hint', onHint)
        .on('presence', onPresence)
        .on('left', onLeft)
        .on('disconnect', onDown);
      if (socket.connected) join();
      else socket.connect();
      typing.current = () => void socket.volatile.emit('typing', { stream });
      leave = () => {
        socket
          .off('connect', join)
          .off('hint', onHint)
          .off('presence', onPresence)
          .off('left', onLeft)
          .off('disconnect', onDown);
        if (socket.connected) socket.emit('leave', { stream }, () => undefined);
      };
    });
    return () => {
      isOver = true;
      leave();
    };
  }, [stream]);

  return { isLive, type: () => typing.current() };
}
