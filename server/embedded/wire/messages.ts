/** The MongoDB wire protocol: OP_MSG, and OP_QUERY for the hello of old clients. */
import { type Doc, isDoc, type Value } from '../values/bson.ts';
import { decode } from '../values/bson-read.ts';

const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
export const MAX_MESSAGE = 48_000_000;
const CHECKSUM = 1;
const MORE_TO_COME = 2;

export interface Request {
  readonly id: number;
  readonly legacy: boolean;
  /** The client wants no answer. */
  readonly silent: boolean;
  readonly command: Doc;
}

/** The bytes are no message, so the connection cannot be read any further. */
export class ProtocolError extends Error {}

/** Cuts the byte stream into messages. */
export class Framer {
  private parts: Buffer[] = [];
  private have = 0;
  private need = 16;
  private readonly most: () => number;

  /** `most` is the greatest allowed message length in bytes, asked for each message. */
  constructor(most: () => number = () => MAX_MESSAGE) {
    this.most = most;
  }

  /** The complete messages so far. Most of a long message is copied once. */
  *push(chunk: Buffer): Generator<Buffer> {
    this.parts.push(chunk);
    this.have += chunk.length;
    while (this.have >= this.need) {
      const all = this.parts.length === 1 ? (this.parts[0] as Buffer) : Buffer.concat(this.parts, this.have); // one part, as checked
      const length = all.readInt32LE(0);
      if (length < 16 || length > this.most()) throw new ProtocolError(`a message of ${length} bytes`);
      this.parts = [all];
      if (this.have < length) {
        this.need = length;
        return;
      }
      yield all.subarray(0, length);
      this.parts = this.have > length ? [all.subarray(length)] : [];
      this.have -= length;
      this.need = 16;
    }
  }
}

/** The array whose documents stay bytes, as they are stored unchanged. */
const RAW = 'documents';

export const parse = (message: Buffer): Request => {
  const id = message.readInt32LE(4);
  const code = message.readInt32LE(12);
  if (code === OP_QUERY) return { id, legacy: true, silent: false, command: legacy(message) };
  if (code !== OP_MSG || message.length < 21) throw new ProtocolError(`operation code ${code}`);
  const flags = message.readUInt32LE(16);
  if (flags & 0xffff & ~(CHECKSUM | MORE_TO_COME)) throw new ProtocolError('unknown required flags');
  const end = message.length - (flags & CHECKSUM ? 4 : 0);
  let command: Doc | undefined;
  const sequences: [string, Value[]][] = [];
  for (let at = 20; at < end;) {
    const section = message[at++];
    if (at + 4 > end) throw new ProtocolError('a section without its length');
    const size = message.readInt32LE(at);
    if (size < 5 || at + size > end) throw new ProtocolError('a section with a wrong length');
    if (section === 0 && !command) command = decode(message.subarray(at, at + size), RAW);
    else if (section === 1) sequences.push(sequence(message.subarray(at + 4, at + size)));
    else throw new ProtocolError('an unknown section');
    at += size;
  }
  if (!command) throw new ProtocolError('no command');
  for (const [name, documents] of sequences) command.set(name, documents);
  return { id, legacy: false, silent: (flags & MORE_TO_COME) !== 0, command };
};

const sequence = (bytes: Buffer): [string, Value[]] => {
  const z = bytes.indexOf(0);
  if (z < 0) throw new ProtocolError('a sequence without a name');
  const name = bytes.toString('utf8', 0, z);
  const documents: unknown[] = [];
  for (let at = z + 1; at < bytes.length;) {
    if (at + 4 > bytes.length) throw new ProtocolError('a document without its length');
    const size = bytes.readInt32LE(at);
    if (size < 5 || at + size > bytes.length) throw new ProtocolError('a document with a wrong length');
    const one = bytes.subarray(at, at + size);
    documents.push(name === RAW ? one : decode(one));
    at += size;
  }
  return [name, documents as Value[]]; // the insert command knows that raw documents are bytes
};

const legacy = (message: Buffer): Doc => {
  const z = message.indexOf(0, 20);
  if (z < 0 || z + 9 > message.length) throw new ProtocolError('a query without a collection');
  if (!message.toString('utf8', 20, z).endsWith('.$cmd')) throw new ProtocolError('OP_QUERY only says hello');
  const query = decode(message.subarray(z + 9));
  const inner = query.get('$query');
  return isDoc(inner) ? inner : query;
};

let nextId = 1;

export const answer = (request: Pick<Request, 'id' | 'legacy'>, reply: Buffer): Buffer => {
  const header = Buffer.alloc(request.legacy ? 36 : 21);
  header.writeInt32LE(header.length + reply.length, 0);
  header.writeInt32LE((nextId = (nextId + 1) & 0x7fffffff), 4);
  header.writeInt32LE(request.id, 8);
  header.writeInt32LE(request.legacy ? OP_REPLY : OP_MSG, 12);
  if (request.legacy) {
    header.writeInt32LE(8, 16);
    header.writeInt32LE(1, 32);
  }
  return Buffer.concat([header, reply]);
};
