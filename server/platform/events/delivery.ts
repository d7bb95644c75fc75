import type { Clock } from '../clock.ts';
import { describeError, type Logger } from '../logger.ts';
import type { Database } from '../database/mongo.ts';
import type { Claimed, EventStore } from './event.store.ts';
import type { Reader } from './reader.ts';

const leaseMs = 30_000;
const batchSize = 100;
/** A batch's transaction ends after this time, because commands that write the same documents wait for it. */
const sliceMs = 500;
const mostTries = 10;
/** How long an event is put off when an earlier one of its stream still waits. */
const blockedMs = 1_000;
const backOffMs = (tries: number) => Math.min(200 * 2 ** (tries - 1), 60_000);

export type DeliveryPorts = Readonly<{ database: Database; events: EventStore; clock: Clock; logger: Logger }>;

/**
 * Delivers the next events of a reader: claims a batch, orders it by stream, and for an `inside` reader applies it in
 * one transaction. If that fails, events are applied one by one, so that a failing event stops only its own stream.
 * Returns how many events were claimed and delivered, and whether more may be due at once.
 */
export function createDelivery({ database, events, clock, logger }: DeliveryPorts) {
  return async (reader: Reader): Promise<Readonly<{ taken: number; delivered: number; isMore: boolean }>> => {
    const { name } = reader;
    const now = clock.now();
    const later = (ms: number) => new Date(now.getTime() + ms);
    const lease = later(leaseMs);
    const release = (batch: readonly Claimed[], until: Date) => events.release(name, idsOf(batch), lease, until);

    /** Applies as many of the batch as fit into `sliceMs`, in one transaction; returns how many, 0 when it failed. */
    const together = async (batch: readonly Claimed[]): Promise<number> => {
      let count = 0;
      const apply = async () => {
        count = 0; // a transaction may be repeated
        for (const endsAt = performance.now() + sliceMs; count === 0 || performance.now() < endsAt;) {
          const rest = batch.slice(count).map(({ event }) => event);
          const [next] = rest;
          if (!next) break;
          if (!reader.applySome) await reader.apply(next);
          count += (await reader.applySome?.(rest)) ?? 1;
        }
        await tick(batch.slice(0, count));
      };
      return database.transaction(apply).then(
        () => count,
        () => 0, // `oneByOne` finds and reports the cause
      );
    };
    const tick = async (batch: readonly Claimed[]) => {
      if ((await events.done(name, idsOf(batch), lease)) < batch.length) throw new LeaseLost();
    };

    const fail = async ({ event: { id, stream, seq, type }, tries }: Claimed, error: unknown): Promise<void> => {
      if (error instanceof LeaseLost) return;
      const isPoison = tries >= mostTries;
      await events.putBack(name, id, lease, { until: later(backOffMs(tries)), parkedAt: isPoison ? now : null });
      const fields = { reader: name, stream, seq, type, tries, error: describeError(error) };
      if (isPoison) logger.error(fields, 'event parked: this stream stops for this reader');
      else logger.warn(fields, 'event not delivered, will try again');
    };

    const oneByOne = async (batch: readonly Claimed[]): Promise<number> => {
      const stopped = new Set<string>();
      const blocked: Claimed[] = [];
      const applied: Claimed[] = [];
      const endsAt = performance.now() + sliceMs;
      let from = 0;
      for (; from < batch.length && (from === 0 || performance.now() < endsAt); from++) {
        const next = batch[from];
        if (!next) break;
        const { event } = next;
        if (stopped.has(event.stream)) {
          blocked.push(next);
          continue;
        }
        try {
          if (reader.kind === 'inside') {
            await database.transaction(async () => {
              await reader.apply(event);
              await tick([next]);
            });
          } else {
            await reader.apply(event);
          }
          applied.push(next);
        } catch (error) {
          stopped.add(event.stream);
          await fail(next, error);
        }
      }
      if (reader.kind === 'outside') await events.done(name, idsOf(applied), lease);
      await release(blocked, later(blockedMs));
      await release(batch.slice(from), now);
      return applied.length;
    };

    const claimed = await events.claim(name, now, lease, batchSize);
    const taken = claimed.length;
    if (taken === 0) return { taken, delivered: 0, isMore: false };
    const waiting = await events.waitingIn(name, [...new Set(claimed.map(({ event }) => event.stream))]);
    const { ready, blocked } = inOrder(claimed, waiting);
    await release(blocked, later(blockedMs));
    // an event that was tried before failed, or crashed its process: then each is tried alone
    const mayGoTogether = reader.kind === 'inside' && ready.length > 1 && ready.every(({ tries }) => tries === 1);
    const count = mayGoTogether ? await together(ready) : 0;
    if (count > 0) await release(ready.slice(count), now);
    const delivered = count > 0 ? count : await oneByOne(ready);
    return { taken, delivered, isMore: taken === batchSize || delivered < taken };
  };
}

class LeaseLost extends Error {}

const idsOf = (batch: readonly Claimed[]) => batch.map(({ event }) => event.id);

/** Sorts each stream by seq; `ready` are its events up to the first that has an unclaimed waiting event before it. */
function inOrder(claimed: readonly Claimed[], waiting: ReadonlyMap<string, readonly number[]>) {
  const streams = new Map<string, Claimed[]>();
  for (const one of claimed) streams.set(one.event.stream, [...(streams.get(one.event.stream) ?? []), one]);
  const [ready, blocked]: [Claimed[], Claimed[]] = [[], []];
  for (const [stream, list] of streams) {
    const inTurn = list.sort((a, b) => a.event.seq - b.event.seq);
    const places = waiting.get(stream) ?? [];
    const gap = inTurn.findIndex(({ event }, at) => event.seq !== places[at]);
    ready.push(...inTurn.slice(0, gap === -1 ? inTurn.length : gap));
    if (gap !== -1) blocked.push(...inTurn.slice(gap));
  }
  return { ready, blocked };
}
