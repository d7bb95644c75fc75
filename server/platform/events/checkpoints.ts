import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { privateFolder } from '../config.ts';
import { allStreams, type AuditFault, faultsOf } from './audit.ts';
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

export function createCheckpoints(dataFolder: string, events: EventStore) {
  const folder = () => privateFolder(dataFolder, 'checkpoints');
  const keyFile = () => join(privateFolder(dataFolder, 'keys'), 'checkpoint-ed25519.pem');

  const privateKey = () => {
    const file = keyFile();
    if (!existsSync(file)) {
      const { privateKey: fresh } = generateKeyPairSync('ed25519');
      writeFileSync(file, fresh.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
    }
    return createPrivateKey(readFileSync(file));
  };

  const readAll = (): { name: string; checkpoint: Checkpoint }[] =>
    readdirSync(folder())
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => ({
        name,
        checkpoint: JSON.parse(readFileSync(join(folder(), name), 'utf8')) as Checkpoint, // checked by its signature
      }));

  return {
    /** Signs the present heads of all streams and writes them; answers the file's name. */
    write: async (now: Date): Promise<string> => {
      const heads: Record<string, StreamHead> = {};
      for await (const { stream, events: list } of allStreams(events)) {
        const last = list.at(-1);
        if (last) heads[stream] = { seq: last.seq, hash: last.hash };
      }
      const at = now.toISOString();
      const root = sha256(canonical({ at, heads }));
      const signature = sign(null, Buffer.from(root), privateKey()).toString('base64');
      const name = `${at.replace(/[:.]/g, '-')}.json`;
      const checkpoint: Checkpoint = { at, root, heads, signature };
      writeFileSync(join(folder(), name), JSON.stringify(checkpoint), { mode: 0o600 });
      return name;
    },

    /** The public half of the signing key, which an authority keeps beside the checkpoints. */
    publicKey: (): string => createPublicKey(privateKey()).export({ type: 'spki', format: 'pem' }).toString(),

    /** Verifies every chain, and every chain against every checkpoint that was ever written. */
    audit: async (): Promise<AuditReport> => {
      const faults: (AuditFault | CheckpointFault)[] = [];
      const checkpoints = readAll();
      const key = createPublicKey(privateKey());
      for (const { name, checkpoint } of checkpoints) {
        const { at, heads, root, signature } = checkpoint;
        const holds =
          root === sha256(canonical({ at, heads })) &&
          verify(null, Buffer.from(root), key, Buffer.from(signature, 'base64'));
        if (!holds) faults.push({ checkpoint: name, what: 'bad signature' });
      }
      const unseen = new Set(checkpoints.flatMap(({ checkpoint }) => Object.keys(checkpoint.heads)));
      let streams = 0;
      let count = 0;
      for await (const { stream, events: list } of allStreams(events)) {
        streams++;
        count += list.length;
        unseen.delete(stream);
        faults.push(...faultsOf(stream, list));
        for (const { name, checkpoint } of checkpoints) {
          const sworn = Object.hasOwn(checkpoint.heads, stream) ? checkpoint.heads[stream] : undefined;
          if (sworn && list[sworn.seq - 1]?.hash !== sworn.hash)
            faults.push({ checkpoint: name, stream, what: 'history rewritten' });
        }
      }
      for (const stream of unseen) {
        const first = checkpoints.find(({ checkpoint }) => Object.hasOwn(checkpoint.heads, stream));
        faults.push({ checkpoint: first?.name ?? '', stream, what: 'history rewritten' });
      }
      return { streams, events: count, checkpoints: checkpoints.length, faults };
    },
  };
}

export type Checkpoints = ReturnType<typeof createCheckpoints>;
