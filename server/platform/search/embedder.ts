import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { EmbedderSettings } from '../config.ts';

/** A model server that answered once, so that the length of its vectors is known. */
export type OpenEmbedder = Readonly<{
  /** Names kind, model, length and (as a digest) address: vectors of different ids are never compared. */
  id: string;
  dimensions: number;
  /** One vector a text, in their order; throws `EmbedderError`. */
  embed: (texts: readonly string[], kind: 'need' | 'patent') => Promise<Float32Array[]>;
}>;

/** The model server did not do its work. The message holds no text, no key, no address and nothing of what it answered. */
export class EmbedderError extends Error {
  override readonly name = 'EmbedderError';
  /** It refuses what it was asked to read: the same again would be refused again. */
  readonly refusesTexts: boolean;
  constructor(message: string, refusesTexts = false) {
    super(message);
    this.refusesTexts = refusesTexts;
  }
}

/** How hard it is tried; tests are less patient. */
type Patience = Readonly<{ timeoutMs: number; tries: number; pauseMs: number }>;
const usual: Patience = { timeoutMs: 60_000, tries: 3, pauseMs: 1_000 };

/** So many texts are sent together: what common model servers take at the least. */
const batchSize = 32;
/** Of a text so much is read: models read some hundred to some thousand words, and servers refuse what is far longer. */
const mostCharacters = 2_000;
/** No answer to one batch is longer. */
const mostBytes = 32 * 2 ** 20;

const vector = z.array(z.number()).min(1).max(16_384);
const vectors = z.array(vector);
type Form = Readonly<{
  path: string;
  body: (model: string | undefined, texts: readonly string[], kind: string) => object;
}> &
  Readonly<{ answer: z.ZodType<number[][]> }>;

/** What each kind of server is asked and answers (the names are Meilisearch's; see the documentation of each API). */
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
 * Asks a model server for the length of its vectors and answers a way to have texts read. What fails for a reason that may
 * pass (no connection, no answer in time, 408, 429, 5xx) is tried again, a few times. Throws `EmbedderError`.
 */
export async function openEmbedder(
  settings: EmbedderSettings,
  signal: AbortSignal,
  patience: Partial<Patience> = {},
): Promise<OpenEmbedder> {
  const { tries, pauseMs, timeoutMs } = { ...usual, ...patience };
  const form = forms[settings.kind];
  const url = settings.url.replace(/\/+$/, '') + form.path;

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
      await sleep(pauseMs * 2 ** (tried - 1), undefined, { signal }).catch(() => undefined); // stopped: the next try says so
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

/** The beginning of a text as well-formed Unicode, since some servers refuse half a character; never empty, as others refuse that. */
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
      redirect: 'error', // the texts go where the settings say, and nowhere else
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
    if (length > mostBytes) return undefined; // leaving the loop cancels the rest
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** Undefined for what is no JSON: no form accepts it. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The bare code of a fault of the network, such as ECONNREFUSED: its message may hold the address. */
function codeOf(error: unknown): string {
  const read = z.object({ cause: z.object({ code: z.string().regex(/^[A-Z_\d]+$/) }) }).safeParse(error);
  return read.success ? read.data.cause.code : 'no connection';
}
