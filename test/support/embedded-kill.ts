// Rounds of concurrent work, kill -9 at a random moment, restart, and a check of everything.
import { setTimeout as sleep } from 'node:timers/promises';
import { MongoClient, MongoError } from 'mongodb';
import { releaseDriverSockets } from '../../server/platform/database/driver-sockets.ts';
import { checkBank, openBank, transferOnce } from './embedded-bank.ts';
import { newFolder, startStore } from './embedded.ts';
import { until } from './progress.ts';

const ACCOUNTS = 8;

export const killRounds = async (rounds: number, hands: number): Promise<void> => {
  const folder = newFolder();
  const leaveSockets = releaseDriverSockets(); // or the driver never ends a write that meets the kill
  const acknowledged = new Set<string>();
  for (let round = 0; round < rounds; round++) {
    const store = await startStore(folder);
    const client = await new MongoClient(store.uri, { serverSelectionTimeoutMS: 300 }).connect();
    if (round === 0) await openBank(client, ACCOUNTS);
    else await checkBank(client, ACCOUNTS, acknowledged);
    let isKilled = false;
    const before = acknowledged.size;
    const work = Array.from({ length: hands }, async (_, hand) => {
      try {
        for (let i = 0; ; i++) {
          const n = `${round}-${hand}-${i}`;
          try {
            await transferOnce(client, n, (hand + i) % ACCOUNTS, (hand * 3 + i * 5 + 1) % ACCOUNTS, 1 + (i % 7));
            acknowledged.add(n);
          } catch (error) {
            if (isKilled || !(error instanceof MongoError && error.hasErrorLabel('TransientTransactionError')))
              throw error;
          }
        }
      } catch (error) {
        // once the store is gone, any error will do
        if (!isKilled) throw error;
      }
    });
    await until(() => acknowledged.size > before); // or there is nothing to lose
    await sleep(Math.random() * 250);
    isKilled = true;
    await store.kill();
    await Promise.all(work);
    await client.close();
  }
  const store = await startStore(folder);
  const client = await new MongoClient(store.uri).connect();
  await checkBank(client, ACCOUNTS, acknowledged);
  expect(acknowledged.size).toBeGreaterThan(rounds);
  await client.close();
  await store.stop();
  leaveSockets();
};
