import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { privateFolder } from '../config.ts';
import { madeOnce, writeWhole } from '../write-once.ts';
import { allChains, type AuditFault, faultsOf } from './audit.ts';
import { canonical, sha256 } from './chain.ts';
import type { EventStore } from './event.store.ts';

/**
 * What the installation swears to at one moment: the head of every stream, hashed into one root and signed (Ed25519).
 * Kept outside the database, where an authority can fetch it: whoever rewrites the whole chain cannot rewrite this.
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

/** What the checkpoints say of one stream at one moment. */
type Sworn = StreamHead & Readonly<{ checkpoint: string }>;

export function createCheckpoints(dataFolder: string, events: EventStore) {
  const folder = () => privateFolder(dataFolder, 'checkpoints');
  const privateKey = () =>
    createPrivateKey(
      madeOnce(join(privateFolder(dataFolder, 'keys'), 'checkpoint-ed25519.pem'), () =>
        generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      ),
    );

  /** The names of all checkpoints, the oldest first. */
  const names = (inside = folder()): string[] =>
    readdirSync(inside)
      .filter((name) => checkpointName.test(name))
      .sort();

  /** A checkpoint whose signature holds, or null. */
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

    /** The content of a checkpoint, or null when there is none of this name. */
    read: (name: string): string | null =>
      checkpointName.test(name) && existsSync(join(folder(), name)) ? readFileSync(join(folder(), name), 'utf8') : null,

    /** Signs the present heads of all streams and writes them; answers the file's name. */
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

    /** The public half of the signing key, which an authority keeps beside the checkpoints. */
    publicKey: (): string => createPublicKey(privateKey()).export({ type: 'spki', format: 'pem' }).toString(),

    /** Verifies every chain, and every chain against every checkpoint in a folder: ours, or one that somebody kept. */
    audit: async (inside = folder()): Promise<AuditReport> => {
      const faults: (AuditFault | CheckpointFault)[] = [];
      const key = createPublicKey(privateKey());
      const all = names(inside);
      // one after the other: there is one for each night, each with every stream, and most say what the one before said
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
