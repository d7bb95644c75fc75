// `npm run audit`: verifies every chain of events, every checkpoint, and that the amounts of all centres follow from the
// events; `-- --mend` replaces amounts that differ, `-- --checkpoints FOLDER` verifies against checkpoints that an authority
// kept. Exit code 0 only when nothing was found.
import { parseArgs } from 'node:util';
import { compareAmounts } from '../server/features/metrics/metrics.consumer.ts';
import { metricsStore } from '../server/features/metrics/metrics.store.ts';
import { readConfig } from '../server/platform/config.ts';
import { createCheckpoints } from '../server/platform/events/checkpoints.ts';
import { eventStore } from '../server/platform/events/event.store.ts';
import { createLogger } from '../server/platform/logger.ts';
import { openDatabase } from '../server/platform/database/mongo.ts';
import { bad, good, say } from './lib/terminal.ts';

const { values } = parseArgs({
  options: { mend: { type: 'boolean', default: false }, checkpoints: { type: 'string' } },
});
const config = readConfig();
const database = await openDatabase(config, createLogger(config.logLevel));
try {
  const events = eventStore(database);
  const chains = await createCheckpoints(config.dataFolder, events).audit(values.checkpoints);
  say(`${mark(chains.faults)} ${chains.events} events in ${chains.streams} streams, ${chains.checkpoints} checkpoints`);
  for (const fault of chains.faults) say(`  ${JSON.stringify(fault)}`);
  const ports = { database, events, amounts: metricsStore(database) };
  const { deals, lines, waiting, differences } = await compareAmounts(ports, values.mend);
  say(
    `${mark(differences)} ${lines} amounts of ${deals} deals${waiting ? `, ${waiting} of which wait for the relay` : ''}`,
  );
  for (const { dealId, what } of differences) say(`  deal ${dealId}: ${what}${values.mend ? ', mended' : ''}`);
  process.exitCode = chains.faults.length + differences.length === 0 ? 0 : 1;
} finally {
  await database.close();
}

function mark(found: readonly unknown[]): string {
  return found.length === 0 ? good('✓') : bad('✗');
}
