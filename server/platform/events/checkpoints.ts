import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { privateFolder } from '../config.ts';
import { madeOnce, writeWhole } from '../write-once.ts';
import { allChains, type AuditFault, faultsOf } from './audit.ts';
import { canonical, sha256 } from './chain.ts';
import type { EventStore } from './event.store.ts';

/**
 * The heads of all streams at one moment, hashed into one root and signed (Ed25519). Stored outside the database, where
 * an authority can fetch it, so that rewriting a whole chain is noticed.
 */
export type Checkpoint = Readonly<{
  at: string;
  root: string;
  heads: Readonly<Record<string, StreamHead>>;
  signature: string;
}>;
type StreamHead = Readonly<{ seq: number; hash: string }>;

export type AuditReport = Readonly<{
  streams: number;
  events: number;
  checkpoints: number;
  faults: readonly (AuditFault | CheckpointFault)[];
}>;
export type CheckpointFault = Readonly<{
  checkpoint: string;
  stream?: string;
  what: 'bad signature' | 'history rewritten';
}>;

/** The head of one stream in a checkpoint. */
type Sworn = StreamHead & Readonly<{ checkpoint: string }>;

export function createCheckpoints(dataFolder: string, events: EventStore) {
  const folder = () => privateFolder(dataFolder, 'checkpoints');
  const privateKey = () =>
    createPrivateKey(
      madeOnce(join(privateFolder(dataFolder, 'keys'), 'checkpoint-ed25519.pem'), () =>
        generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      ),
    );

  /** File names of all checkpoints, the oldest first. */
  const names = (inside = folder()): string[] =>
    readdirSync(inside)
      .filter((name) => checkpointName.test(name))
      .sort();

  /** The checkpoint; null when it cannot be read or its signature does not hold. */
  const sound = (inside: string, name: string, key: KeyObject): Checkpoint | null => {
    try {
      const checkpoint = JSON.parse(readFileSync(join(inside, name), 'utf8')) as Checkpoint; // checked by its signature
      const { at, heads, root, signature } = checkpoint;
      const holds =
        root === sha256(canonical({ at, heads })) &&
        verify(null, Buffer.from(root), key, Buffer.from(signature, 'base64'));
      return holds ? checkpoint : null;
    } catch {
      return null;
    }
  };

  return {
    names: () => names(),

    /** The content of a checkpoint; null when there is none of this name. */
    read: (name: string): string | null =>
      checkpointName.test(name) && existsSync(join(folder(), name)) ? readFileSync(join(folder(), name), 'utf8') : null,

    /** Signs and writes a checkpoint of the present heads; returns the file's name. */
    write: async (now: Date): Promise<string> => {
      const heads: Record<string, StreamHead> = {};
      for await (const { stream, links: list } of allChains(events)) {
        const last = list.at(-1);
        if (last) heads[stream] = { seq: last.seq, hash: last.hash };
      }
      const at = now.toISOString();
      const root = sha256(canonical({ at, heads }));
      const signature = sign(null, Buffer.from(root), privateKey()).toString('base64');
      const name = `${at.replace(/[:.]/g, '-')}.json`;
      const checkpoint: Checkpoint = { at, root, heads, signature };
      writeWhole(join(folder(), name), JSON.stringify(checkpoint));
      return name;
    },

    /** The public key (PEM) that verifies the checkpoints. */
    publicKey: (): string => createPublicKey(privateKey()).export({ type: 'spki', format: 'pem' }).toString(),

    /** Verifies every chain, also against every checkpoint in a folder (our own, or an authority's copy). */
    audit: async (inside = folder()): Promise<AuditReport> => {
      const faults: (AuditFault | CheckpointFault)[] = [];
      const key = createPublicKey(privateKey());
      const all = names(inside);
      // one checkpoint in memory at a time: there is one a night with every stream, and most heads stay the same
      const sworn = new Map<string, Sworn[]>();
      for (const name of all) {
        const checkpoint = sound(inside, name, key);
        if (!checkpoint) faults.push({ checkpoint: name, what: 'bad signature' });
        for (const [stream, { seq, hash }] of Object.entries(checkpoint?.heads ?? {})) {
          const before = sworn.get(stream) ?? [];
          if (!before.some((known) => known.seq === seq && known.hash === hash)) {
            sworn.set(stream, [...before, { seq, hash, checkpoint: name }]);
          }
        }
      }
      const rewritten = (stream: string, { checkpoint }: Sworn) =>
        faults.push({ checkpoint, stream, what: 'history rewritten' });
      let streams = 0;
      let count = 0;
      for await (const { stream, links: list } of allChains(events)) {
        streams++;
        count += list.length;
        faults.push(...faultsOf(stream, list));
        for (const head of sworn.get(stream) ?? []) if (list[head.seq - 1]?.hash !== head.hash) rewritten(stream, head);
        sworn.delete(stream);
      }
      for (const [stream, [first]] of sworn) if (first) rewritten(stream, first);
      return { streams, events: count, checkpoints: all.length, faults };
    },
  };
}

const checkpointName = /^\d{4}-\d\d-\d\dT[\d-]+Z\.json$/;

export type Checkpoints = ReturnType<typeof createCheckpoints>;
