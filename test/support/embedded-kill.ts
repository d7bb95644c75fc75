// Rounds of: work from many hands, kill -9 at a random moment, start again, check everything.
import { setTimeout as sleep } from 'node:timers/promises';
import { MongoClient, MongoError } from 'mongodb';
import { checkBank, openBank, transferOnce } from './embedded-bank.ts';
import { newFolder, startStore } from './embedded.ts';

const ACCOUNTS = 8;

/** The driver forgets a write, or its own `close`, that meets a destroyed socket (`endOf` in `platform/database/mongo.ts`). */
const unlessForgotten = (work: Promise<unknown>): Promise<unknown> => Promise.race([work, sleep(5_000)]);

export const killRounds = async (rounds: number, hands: number): Promise<void> => {
  const folder = newFolder();
  const acknowledged = new Set<string>();
  for (let round = 0; round < rounds; round++) {
    const store = await startStore(folder);
    const client = await new MongoClient(store.uri, { serverSelectionTimeoutMS: 300 }).connect();
    if (round === 0) await openBank(client, ACCOUNTS);
    else await checkBank(client, ACCOUNTS, acknowledged);
    let isKilled = false;
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
        // Once the store is gone, whatever the driver makes of that will do.
        if (!isKilled) throw error;
      }
    });
    await sleep(50 + Math.random() * 250);
    isKilled = true;
    await store.kill();
    await unlessForgotten(Promise.all(work));
    await unlessForgotten(client.close());
  }
  const store = await startStore(folder);
  const client = await new MongoClient(store.uri).connect();
  await checkBank(client, ACCOUNTS, acknowledged);
  expect(acknowledged.size).toBeGreaterThan(rounds);
  await client.close();
  await store.stop();
};
