import { Agent, get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Account, Measured, Target } from './messages.ts';

/** Ordinary people, each of whom opens a page every three seconds, and beside each page the bare address. */
const pauseMs = 3_000;
/** Each person's browser keeps a connection; what a new one takes under load is measured by itself. */
const kept = new Map<string, Agent>();
const agentOf = (cookie: string): Agent => {
  const agent = kept.get(cookie) ?? new Agent({ keepAlive: true, maxSockets: 1 });
  kept.set(cookie, agent);
  return agent;
};

function timed(
  url: string,
  cookie: string,
  agent: Agent | false = agentOf(cookie),
): Promise<{ ms: number; status: number }> {
  return new Promise((resolve, reject) => {
    const from = performance.now();
    get(url, { agent, headers: { cookie } }, (response) => {
      const { statusCode: status = 0 } = response;
      response.resume().on('end', () => resolve({ ms: performance.now() - from, status }));
    }).on('error', reject);
  });
}

process.on('message', ({ target, seconds }: { target: Target; seconds: number }) => {
  void (async () => {
    const { address, accounts, patentIds } = target;
    const measured = { person: [] as number[], bare: [] as number[], fresh: [] as number[], refused: 0 };
    const until = performance.now() + seconds * 1_000;
    const reads = async ({ cookie, organisationId }: Account, at: number) => {
      const pages = [
        `/api/patents/${patentIds[at]}`,
        '/api/needs?limit=20',
        `/api/organisations/${organisationId}`,
        '/api/patents/mine',
      ];
      await sleep((pauseMs * at) / accounts.length); // not all at the same moment
      for (let n = at; performance.now() < until; n++) {
        measured.bare.push((await timed(`${address}/bare`, cookie)).ms);
        const { ms, status } = await timed(`${address}${pages[n % pages.length]}`, cookie);
        if (status === 200) measured.person.push(ms);
        else measured.refused++;
        measured.fresh.push((await timed(`${address}/bare`, cookie, false)).ms);
        await sleep(pauseMs);
      }
    };
    await Promise.all(accounts.map(reads));
    process.send?.(measured satisfies Measured);
  })();
});
