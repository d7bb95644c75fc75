import { z } from 'zod';

/**
 * What goes over a socket besides operations. Sockets are a hint, HTTP is the truth: a client drops what it has when a
 * hint says that a stream moved on, and asks `system.events` for what it missed after a reconnect.
 */
export const hint = z.strictObject({
  stream: z.string(),
  seq: z.int(),
  type: z.string(),
  /** The message itself, so that talk appears without another request. */
  text: z.string().optional(),
  by: z.string().optional(),
});
export type HintMessage = z.infer<typeof hint>;

export const joinRequest = z.strictObject({ stream: z.string().min(3).max(120) });
export const callRequest = z.strictObject({
  operation: z.string(),
  /** The organisation that the page shows, as `x-acting-for` says it over HTTP. */
  actingFor: z.string().max(100).optional(),
  params: z.unknown().optional(),
  query: z.unknown().optional(),
  body: z.unknown().optional(),
});

/** Presence and typing are gone when they are not repeated; they are never stored. */
export type PresenceMessage = Readonly<{ stream: string; userId: string; isTyping: boolean; isHere: boolean }>;

type Ack<Result> = (answer: Result) => void;
/** What every acknowledged message answers: the result, or the one error body. */
export type Answer<Result> = Readonly<{ ok: true; result: Result }> | Readonly<{ ok: false; problem: unknown }>;

export type ClientToServer = {
  call: (request: z.input<typeof callRequest>, ack: Ack<Answer<unknown>>) => void;
  join: (request: z.input<typeof joinRequest>, ack: Ack<Answer<{ present: readonly string[] }>>) => void;
  leave: (request: z.input<typeof joinRequest>, ack: Ack<Answer<Record<string, never>>>) => void;
  typing: (request: z.input<typeof joinRequest>) => void;
};
export type ServerToClient = {
  hint: (message: HintMessage) => void;
  presence: (message: PresenceMessage) => void;
  /** The permission for a stream has gone; the room was left. */
  left: (message: { stream: string }) => void;
};
