import { z } from 'zod';

/**
 * Says that a stream has a new event. Only a hint: the client then fetches what it shows again over HTTP, and after a
 * reconnect asks `system.events` for what it missed.
 */
export const hint = z.strictObject({
  stream: z.string(),
  seq: z.int(),
  type: z.string(),
  /** The text of a room's message, so that it appears without another request. */
  text: z.string().optional(),
  by: z.string().optional(),
});
export type HintMessage = z.infer<typeof hint>;

export const joinRequest = z.strictObject({ stream: z.string().min(3).max(120) });
export const callRequest = z.strictObject({
  operation: z.string(),
  /** The organisation that the page shows, as in the HTTP header `x-acting-for`. */
  actingFor: z.string().max(100).optional(),
  params: z.unknown().optional(),
  query: z.unknown().optional(),
  body: z.unknown().optional(),
});

/** Never stored: presence and typing expire unless they are repeated. */
export type PresenceMessage = Readonly<{ stream: string; userId: string; isTyping: boolean; isHere: boolean }>;

type Ack<Result> = (answer: Result) => void;
/** The answer to every acknowledged message; `problem` is a `Problem`. */
export type Answer<Result> = Readonly<{ ok: true; result: Result }> | Readonly<{ ok: false; problem: unknown }>;

export type ClientToServer = {
  call: (request: z.input<typeof callRequest>, ack: Ack<Answer<unknown>>) => void;
  /** `present`: the people who are there already, by other windows than this one. */
  join: (request: z.input<typeof joinRequest>, ack: Ack<Answer<{ present: readonly string[] }>>) => void;
  leave: (request: z.input<typeof joinRequest>, ack: Ack<Answer<Record<string, never>>>) => void;
  typing: (request: z.input<typeof joinRequest>) => void;
};
export type ServerToClient = {
  hint: (message: HintMessage) => void;
  presence: (message: PresenceMessage) => void;
  /** The server removed the socket from the stream, which the user may no longer see. */
  left: (message: { stream: string }) => void;
};
