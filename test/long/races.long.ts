import { rightsRaces } from '../support/rights-races.ts';
import { twoServers } from '../support/two-servers.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
const rounds = Number(process.env['ROUNDS'] ?? 2_000);
/** So many patents are dealt in side by side. */
const patents = 4;

describe(`random interleavings of commands on the rights of patents (SEED=${seed})`, () => {
  it.each([
    ['two servers with connections of their own', false],
    ['two server processes', true],
  ])(
    `%s: in ${rounds} rounds no two rights that exclude each other stand together`,
    async (_, asProcesses) => {
      const servers = await twoServers({ asProcesses });
      try {
        const each = Math.ceil(rounds / patents);
        const worlds = Array.from({ length: patents }, (_one, n) => rightsRaces(servers, each, seed + n));
        const results = await Promise.all(worlds);
        expect(results.flatMap(({ faults }) => faults)).toEqual([]);
        const total = (of: 'signed' | 'refused') => results.reduce((sum, result) => sum + result[of], 0);
        expect(total('signed')).toBeGreaterThan(each);
        expect(total('refused')).toBeGreaterThan(0);
        expect((await servers.app.app.checkpoints.audit()).faults).toEqual([]);
      } finally {
        await servers.stop();
      }
    },
    60 * 60_000,
  );
});
