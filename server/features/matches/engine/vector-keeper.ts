import { setTimeout as sleep } from 'node:timers/promises';
import type { Embedder, UnreadText } from '../../../../matching/index.ts';
import { describeError, type Logger } from '../../../platform/logger.ts';
import type { MatchingThread } from './matching-thread.ts';

type Kind = 'patent' | 'need';
/** Texts per round; newer texts wait for the next round. */
const atOnce = 64;
/** Pause after a fault, doubled with each further one. */
const pauses = { firstMs: 1_000, lastMs: 60_000 };

export type VectorKeeperPorts = Readonly<{
  /** Undefined without a model server: meaning is then compared in the matcher's own space. */
  open: ((signal: AbortSignal) => Promise<Embedder>) | undefined;
  logger: Logger;
  signal: AbortSignal;
  /** Told which things have got a vector. */
  changed: (kind: Kind, ids: readonly string[]) => Promise<void>;
  pauses?: typeof pauses;
}>;

/**
 * Keeps the vectors of this process's index: has the model server read every text without a vector. It goes on until
 * none is left, also after faults, which are logged without the texts. Needs come first, as people wait for them.
 */
export function vectorKeeper({
  open,
  logger,
  signal,
  changed,
  pauses: { firstMs, lastMs } = pauses,
}: VectorKeeperPorts) {
  let embedder: Embedder | undefined;
  /** Texts that the model server rejects, by id of their thing; a changed text is read again. */
  const refused = { patent: new Map<string, string>(), need: new Map<string, string>() };
  let fault: string | undefined;
  let isBusy = false;
  let isAskedAgain = false;

  /** Reads a batch; if it is rejected, reads the texts one by one, so that one bad text does not block the others. */
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

  /** Reads some of the texts without a vector; returns whether there were any. */
  const readSome = async (ask: MatchingThread['ask'], from: Embedder): Promise<boolean> => {
    // a restarted thread, or an index of yesterday, may use another embedder
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
    /** Why texts wait to be read; undefined when the last round succeeded. */
    fault: () => fault,
    /** Reads until no text is left; when called during a run, that run looks once more at its end. */
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
          embedder = undefined; // it may return with another model
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
