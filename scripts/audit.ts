import { compareAmounts } from '../server/features/metrics/metrics.consumer.ts';
import { metricsStore } from '../server/features/metrics/metrics.store.ts';
import { systemClock } from '../server/platform/clock.ts';
import { createCheckpoints } from '../server/platform/events/checkpoints.ts';
import { eventStore } from '../server/platform/events/event.store.ts';
import { createLogger } from '../server/platform/logger.ts';
import { openDatabase } from '../server/platform/database/mongo.ts';
import { auditFiles } from '../server/platform/files/audit-files.ts';
import { createFiles } from '../server/platform/files/files.ts';
import { commandLine } from './lib/options.mjs';
import { settings } from './lib/settings.ts';
import { bad, good, say } from './lib/terminal.ts';

const { values } = commandLine({
  call: 'npm run audit --',
  does: `Verifies every chain of events, every checkpoint, every stored file (also against the digests in the events of contracts
and deals), and that the amounts of all centres follow from the events.
Exit code 0 only when nothing was found.`,
  options: {
    mend: { type: 'boolean', default: false, does: 'replaces amounts that differ' },
    checkpoints: { type: 'string', value: 'FOLDER', does: 'verifies against checkpoints that an authority kept' },
  },
});
const config = settings();
const database = await openDatabase(config, createLogger(config.logLevel));
try {
  const events = eventStore(database);
  const chains = await createCheckpoints(config.dataFolder, events).audit(values.checkpoints);
  say(`${mark(chains.faults)} ${chains.events} events in ${chains.streams} streams, ${chains.checkpoints} checkpoints`);
  for (const fault of chains.faults) say(`  ${JSON.stringify(fault)}`);
  const logger = createLogger('fatal'); // what is wrong is said here
  const stored = createFiles({ ...config, database, clock: systemClock, logger });
  const { files, named, faults } = await auditFiles(events, stored);
  say(`${mark(faults)} ${files} stored files, ${named} of them named by contracts and deals`);
  for (const fault of faults) say(`  ${JSON.stringify(fault)}`);
  const ports = { database, events, amounts: metricsStore(database) };
  const { contracts, lines, waiting, differences } = await compareAmounts(ports, values.mend);
  say(
    `${mark(differences)} ${lines} amounts of ${contracts} contracts${waiting ? `, ${waiting} of which wait for the relay` : ''}`,
  );
  for (const { contractId, what } of differences)
    say(`  contract ${contractId}: ${what}${values.mend ? ', mended' : ''}`);
  process.exitCode = chains.faults.length + faults.length + differences.length === 0 ? 0 : 1;
} finally {
  await database.close();
}

function mark(found: readonly unknown[]): string {
  return found.length === 0 ? good('✓') : bad('✗');
}
