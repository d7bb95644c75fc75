import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { EmbedderSettings } from '../config.ts';

/** An embedding model server that has answered once, so the length of its vectors is known. */
export type OpenEmbedder = Readonly<{
  /** Kind, model, vector length and a digest of the address. Vectors of different ids must not be compared. */
  id: string;
  dimensions: number;
  /** One vector per text, in the order of the texts. Throws `EmbedderError`. */
  embed: (texts: readonly string[], kind: 'need' | 'patent') => Promise<Float32Array[]>;
}>;

/** The model server failed. The message holds no text, key, address or part of the answer, so it may be logged. */
export class EmbedderError extends Error {
  override readonly name = 'EmbedderError';
  /** The server rejects these texts (400, 413 or 422): the same request would be rejected again. */
  readonly refusesTexts: boolean;
  constructor(message: string, refusesTexts = false) {
    super(message);
    this.refusesTexts = refusesTexts;
  }
}

/** Timeouts and retries of one request; tests use shorter ones. */
type Patience = Readonly<{ timeoutMs: number; tries: number; pauseMs: number }>;
const usual: Patience = { timeoutMs: 60_000, tries: 3, pauseMs: 1_000 };

/** Texts per request: every common model server accepts at least this many. */
const batchSize = 32;
/** Only the beginning of a text is sent: models read a few hundred to a few thousand words, servers reject more. */
const mostCharacters = 2_000;
/** An answer to one batch may have at most this many bytes. */
const mostBytes = 32 * 2 ** 20;

const vector = z.array(z.number()).min(1).max(16_384);
const vectors = z.array(vector);
type Form = Readonly<{
  path: string;
  body: (model: string | undefined, texts: readonly string[], kind: string) => object;
}> &
  Readonly<{ answer: z.ZodType<number[][]> }>;

/**
 * Requests and answers by kind of server. The kinds are Meilisearch's names; the forms are in each API's documentation.
 */
const forms: Record<EmbedderSettings['kind'], Form> = {
  openAi: {
    path: '/embeddings',
    body: (model, input) => ({ model, input }),
    answer: z
      .object({ data: z.array(z.object({ index: z.number().int(), embedding: vector })) })
      .transform(({ data }) => data.sort((a, b) => a.index - b.index).map(({ embedding }) => embedding)),
  },
  ollama: {
    path: '/api/embed',
    body: (model, input) => ({ model, input }),
    answer: z.object({ embeddings: vectors }).transform(({ embeddings }) => embeddings),
  },
  rest: {
    path: '',
    body: (model, texts, kind) => ({ ...(model !== undefined && { model }), texts, kind }),
    answer: z.object({ embeddings: vectors }).transform(({ embeddings }) => embeddings),
  },
};

/**
 * Asks a model server for the length of its vectors and returns a function that embeds texts. Failures that may pass
 * (no connection, timeout, 408, 429, 5xx) are retried a few times. Throws `EmbedderError`.
 */
export async function openEmbedder(
  settings: EmbedderSettings,
  signal: AbortSignal,
  patience: Partial<Patience> = {},
): Promise<OpenEmbedder> {
  const { tries, pauseMs, timeoutMs } = { ...usual, ...patience };
  const form = forms[settings.kind];
  const url = settings.url.replace(/(?<!\/)\/+$/, '') + form.path;

  const ask = async (texts: readonly string[], kind: string): Promise<number[][]> => {
    const body = JSON.stringify(form.body(settings.model, texts.map(readable), kind));
    for (let tried = 1; ; tried++) {
      const answer = await post(url, settings.key, body, { timeoutMs, signal });
      if ('value' in answer) {
        const read = form.answer.safeParse(answer.value);
        if (!read.success)
          throw new EmbedderError(`the answer of the model server has not the form of ${settings.kind}`);
        if (read.data.length !== texts.length)
          throw new EmbedderError(`the model server answered ${read.data.length} vectors for ${texts.length} texts`);
        return read.data;
      }
      if (!answer.mayPass || tried >= tries || signal.aborted)
        throw new EmbedderError(answer.fault, answer.refusesTexts);
      // stopped: the next try says so
      await sleep(pauseMs * 2 ** (tried - 1), undefined, { signal }).catch(() => undefined);
    }
  };

  const [probe = []] = await ask(['patent'], 'patent');
  const dimensions = probe.length;
  const address = createHash('sha256').update(url).digest('hex').slice(0, 8);
  return {
    id: [settings.kind, settings.model ?? 'model', dimensions, address].join('/'),
    dimensions,
    embed: async (texts, kind) => {
      const all: Float32Array[] = [];
      for (let from = 0; from < texts.length; from += batchSize)
        for (const values of await ask(texts.slice(from, from + batchSize), kind)) {
          if (values.length !== dimensions)
            throw new EmbedderError(`the model server answered ${values.length} dimensions instead of ${dimensions}`);
          all.push(Float32Array.from(values));
        }
      return all;
    },
  };
}

/** The beginning of a text, as well-formed Unicode (some servers reject half a character) and never empty. */
const readable = (text: string): string => Buffer.from(text.slice(0, mostCharacters), 'utf8').toString('utf8') || ' ';

type Answer = Readonly<{ value: unknown } | { fault: string; mayPass: boolean; refusesTexts: boolean }>;

async function post(
  url: string,
  key: string | undefined,
  body: string,
  { timeoutMs, signal }: Readonly<{ timeoutMs: number; signal: AbortSignal }>,
): Promise<Answer> {
  const fault = (text: string, mayPass: boolean, refusesTexts = false) => ({ fault: text, mayPass, refusesTexts });
  const ending = new AbortController();
  const end = () => ending.abort();
  const late = setTimeout(end, timeoutMs);
  signal.addEventListener('abort', end);
  if (signal.aborted) end();
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(key !== undefined && { authorization: `Bearer ${key}` }) },
      body,
      redirect: 'error', // the texts go to the configured address only
      signal: ending.signal,
    });
    if (!response.ok) {
      await response.body?.cancel();
      const { status } = response;
      const mayPass = status === 408 || status === 429 || status >= 500;
      return fault(`the model server answered ${status}`, mayPass, [400, 413, 422].includes(status));
    }
    const text = await bounded(response);
    if (text === undefined) return fault('the answer of the model server is too long', false);
    return { value: parsed(text) };
  } catch (error) {
    if (signal.aborted) return fault('the exchange is stopping', false);
    if (ending.signal.aborted) return fault(`the model server did not answer within ${timeoutMs} ms`, true);
    return fault(`the model server cannot be reached (${codeOf(error)})`, true);
  } finally {
    clearTimeout(late);
    signal.removeEventListener('abort', end);
  }
}

async function bounded(response: Response): Promise<string | undefined> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    length += part.length;
    if (length > mostBytes) return undefined; // leaving the loop cancels the rest of the answer
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** Undefined for what is not JSON; no form accepts that. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The code of a network error, such as ECONNREFUSED. Its message may hold the address and is not used. */
function codeOf(error: unknown): string {
  const read = z.object({ cause: z.object({ code: z.string().regex(/^[A-Z_\d]+$/) }) }).safeParse(error);
  return read.success ? read.data.cause.code : 'no connection';
}
