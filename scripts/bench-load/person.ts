import { Agent, get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Measured, Target } from './messages.ts';

/** An ordinary person, who opens a page every half second: faster than anybody reads, so that there is enough to measure. */
const pauseMs = 500;
const agent = new Agent({ keepAlive: true });

function timed(url: string, cookie: string): Promise<{ ms: number; status: number }> {
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
    const [{ cookie = '', organisationId = '' } = {}] = accounts;
    const pages = [
      `/api/patents/${patentIds[0]}`,
      '/api/needs?limit=20',
      `/api/organisations/${organisationId}`,
      '/api/patents/mine',
    ];
    const measured = { person: [] as number[], bare: [] as number[], refused: 0 };
    const until = performance.now() + seconds * 1_000;
    for (let n = 0; performance.now() < until; n++) {
      measured.bare.push((await timed(`${address}/bare`, cookie)).ms);
      const { ms, status } = await timed(`${address}${pages[n % pages.length]}`, cookie);
      if (status === 200) measured.person.push(ms);
      else measured.refused++;
      await sleep(pauseMs);
    }
    process.send?.(measured satisfies Measured);
  })();
});
