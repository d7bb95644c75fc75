import { Agent, request } from 'node:http';
import { setPriority } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import { uuidV7, systemClock } from '../../server/platform/clock.ts';
import type { Account, Answers, Load, Target } from './messages.ts';

/** The busy clients, in a process of low priority: the generator must not take the time that it measures. */
setPriority(19);
const newId = uuidV7(systemClock);
/** As a browser does, each client keeps its connections and has six at most. */
const agents = new Map<string, Agent>();
const agentOf = (cookie: string): Agent => {
  const agent = agents.get(cookie) ?? new Agent({ keepAlive: true, maxSockets: 6 });
  agents.set(cookie, agent);
  return agent;
};
const some = <One>(among: readonly One[]): One => among[Math.floor(Math.random() * among.length)] as One; // never empty
const words = ['电池', '散热', '传感器', '涂层', '电机', '催化剂', '图像', '机器人'];

type Call = Readonly<{ method: 'GET' | 'POST'; path: string; body?: unknown }>;

/** What people do: two thirds cheap reads, a fifth searches, some rankings, some commands. */
function someCall({ patentIds }: Target, { organisationId }: Account): Call {
  const dice = Math.random();
  if (dice < 0.3) return { method: 'GET', path: `/api/patents/${some(patentIds)}` };
  if (dice < 0.45) return { method: 'GET', path: '/api/needs?limit=20' };
  if (dice < 0.6) return { method: 'GET', path: `/api/organisations/${organisationId}` };
  if (dice < 0.65) return { method: 'GET', path: '/api/session' };
  if (dice < 0.85) return { method: 'GET', path: `/api/search/patents?text=${encodeURIComponent(some(words))}` };
  if (dice < 0.9) return { method: 'GET', path: `/api/patents/${some(patentIds)}/similar` };
  const id = newId();
  const entry = { title: `寻找${some(words)}方案 ${id}`, description: '样机已有，需要降低成本并提高寿命。' };
  return { method: 'POST', path: '/api/needs', body: { id, commandId: newId(), expectedVersion: 0, ...entry } };
}

function send(address: string, { cookie }: Account, { method, path, body }: Call): Promise<number | string> {
  return new Promise((resolve) => {
    const content = body === undefined ? undefined : JSON.stringify(body);
    const headers = { cookie, ...(content === undefined ? {} : { 'content-type': 'application/json' }) };
    const sent = request(`${address}${path}`, { method, agent: agentOf(cookie), headers }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    });
    sent.on('error', (error) => resolve(error.message)).end(content);
  });
}

async function load(target: Target, how: Load): Promise<Answers> {
  const answers: Record<string, number> = {};
  const until = performance.now() + how.seconds * 1_000;
  const one = async () => {
    const account = some(target.accounts);
    const answer = await send(target.address, account, someCall(target, account));
    answers[answer] = (answers[answer] ?? 0) + 1;
  };
  if ('atATime' in how) {
    const loop = async () => {
      while (performance.now() < until) await one();
    };
    await Promise.all(Array.from({ length: how.atATime }, loop));
    return answers;
  }
  const open = new Set<Promise<void>>();
  for (let due = performance.now(); due < until; due += 1_000 / how.perSecond) {
    const early = due - performance.now();
    if (early > 0) await sleep(early);
    const call = one().finally(() => open.delete(call));
    open.add(call);
  }
  await Promise.all(open);
  return answers;
}

let sockets: Socket[] = [];
async function openSockets({ address, accounts }: Target, count: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    const { cookie } = accounts[n % accounts.length] as Account; // never empty
    const options = { path: '/api/socket', transports: ['websocket'], forceNew: true, extraHeaders: { cookie } };
    const socket = io(address, options);
    sockets.push(socket);
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject));
  }
}

type Message = { target: Target } & ({ load: Load } | { sockets: number });
process.on('message', (message: Message) => {
  void (async () => {
    if ('load' in message) {
      process.send?.(await load(message.target, message.load));
      return;
    }
    if (message.sockets > 0) await openSockets(message.target, message.sockets);
    else {
      for (const socket of sockets) socket.disconnect();
      sockets = [];
    }
    process.send?.('done');
  })();
});
process.on('disconnect', () => process.exit(0)); // open sockets would keep it
