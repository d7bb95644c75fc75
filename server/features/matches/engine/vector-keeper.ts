import { setTimeout as sleep } from 'node:timers/promises';
import type { Embedder, UnreadText } from '../../../../matching/index.ts';
import { describeError, type Logger } from '../../../platform/logger.ts';
import type { MatchingThread } from './matching-thread.ts';

type Kind = 'patent' | 'need';
/** So many texts are taken up together: what is new in between waits for them. */
const atOnce = 64;
/** After a fault, doubled with each that follows at once. */
const pauses = { firstMs: 1_000, lastMs: 60_000 };

export type VectorKeeperPorts = Readonly<{
  /** Undefined where no model server is plugged in: meaning is then compared in the own space. */
  open: ((signal: AbortSignal) => Promise<Embedder>) | undefined;
  logger: Logger;
  signal: AbortSignal;
  /** Hears which things have got a vector. */
  changed: (kind: Kind, ids: readonly string[]) => Promise<void>;
  pauses?: typeof pauses;
}>;

/**
 * Keeps the vectors of this process's index: has the model server read whatever has no vector yet, and hands them in. It
 * goes on until nothing is left, past faults too, which are logged without texts; needs come first, because people wait.
 */
export function vectorKeeper({
  open,
  logger,
  signal,
  changed,
  pauses: { firstMs, lastMs } = pauses,
}: VectorKeeperPorts) {
  let embedder: Embedder | undefined;
  /** Texts that the model server refuses, by the id of their thing: with another text it is read again. */
  const refused = { patent: new Map<string, string>(), need: new Map<string, string>() };
  let fault: string | undefined;
  let isBusy = false;
  let isAskedAgain = false;

  /** A batch that is refused is read one by one, so that one text does not keep the others from being read. */
  const read = async (from: Embedder, kind: Kind, texts: readonly UnreadText[]): Promise<Read[]> => {
    try {
      const vectors = await from.embed(
        texts.map(({ text }) => text),
        kind,
      );
      return texts.flatMap((one, at) => {
        const vector = vectors[at];
        return vector ? [{ ...one, vector }] : [];
      });
    } catch (error) {
      if (!refusesTexts(error)) throw error;
      const [only, ...others] = texts;
      if (only && others.length === 0) {
        refused[kind].set(only.id, only.text);
        logger.warn({ kind, id: only.id }, 'the model server refuses to read a text: its meaning stays unknown');
        return [];
      }
      const apart: Read[] = [];
      for (const one of texts) apart.push(...(await read(from, kind, [one])));
      return apart;
    }
  };

  /** Reads some of what is left; answers whether there was anything. */
  const readSome = async (ask: MatchingThread['ask'], from: Embedder): Promise<boolean> => {
    // a thread that was started again, or an index of yesterday, may hold another's
    await ask('useEmbedder', { embedder: { id: from.id, dimensions: from.dimensions } });
    for (const kind of ['need', 'patent'] as const) {
      const texts = await ask('withoutVector', { kind, limit: atOnce, except: refused[kind] });
      if (texts.length === 0) continue;
      const taken = await ask('putVectors', { kind, embedder: from.id, read: await read(from, kind, texts) });
      if (taken.length > 0) await changed(kind, taken);
      return true;
    }
    return false;
  };

  return {
    /** Why texts wait to be read; undefined when all went well the last time. */
    fault: () => fault,
    /** Sees to it that all is read; called again meanwhile, it looks once more at the end. */
    keep: async (ask: MatchingThread['ask']): Promise<void> => {
      isAskedAgain = true;
      if (isBusy) return;
      isBusy = true;
      for (let pause = firstMs; isAskedAgain && !signal.aborted;) {
        isAskedAgain = false;
        try {
          if (open) {
            embedder ??= await open(signal);
            while (await readSome(ask, embedder)) pause = firstMs;
            fault = undefined;
          } else await ask('useEmbedder', { embedder: null });
        } catch (error) {
          if (signal.aborted) break;
          isAskedAgain = true;
          embedder = undefined; // it may come back with another model
          fault = describeError(error).message;
          logger.warn({ error: describeError(error) }, 'texts were not read by the model server, will try again');
          await sleep(pause, undefined, { signal }).catch(() => undefined); // stopped
          pause = Math.min(pause * 2, lastMs);
        }
      }
      isBusy = false;
    },
  };
}

type Read = UnreadText & Readonly<{ vector: Float32Array }>;

const refusesTexts = (error: unknown): boolean =>
  error instanceof Error && 'refusesTexts' in error && error.refusesTexts === true;
