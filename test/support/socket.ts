import { io, type Socket } from 'socket.io-client';
import type { Answer, ClientToServer, HintMessage, ServerToClient } from '../../server/api/socket.ts';
import type { Caller } from './app.ts';

/** A browser's socket connection. */
export class Listener {
  readonly socket: Socket<ServerToClient, ClientToServer>;
  readonly hints: HintMessage[] = [];
  readonly left: string[] = [];
  readonly present = new Set<string>();

  constructor(address: string, caller: Pick<Caller, 'cookie' | 'language'>, headers: Record<string, string> = {}) {
    this.socket = io(address, {
      path: '/api/socket',
      transports: ['websocket'],
      extraHeaders: { cookie: caller.cookie, 'accept-language': caller.language, ...headers },
      reconnectionDelay: 50,
    });
    this.socket.on('hint', (hint) => this.hints.push(hint));
    this.socket.on('left', ({ stream }) => this.left.push(stream));
    this.socket.on('presence', ({ userId, isHere }) =>
      isHere ? this.present.add(userId) : this.present.delete(userId),
    );
  }

  join(stream: string): Promise<Answer<{ present: readonly string[] }>> {
    return new Promise((resolve) => this.socket.emit('join', { stream }, resolve));
  }

  leave(stream: string): Promise<Answer<Record<string, never>>> {
    return new Promise((resolve) => this.socket.emit('leave', { stream }, resolve));
  }

  call(
    operation: string,
    request: { params?: unknown; query?: unknown; body?: unknown; actingFor?: string },
  ): Promise<Answer<unknown>> {
    return new Promise((resolve) => this.socket.emit('call', { operation, ...request }, resolve));
  }

  close(): void {
    this.socket.disconnect();
  }
}
