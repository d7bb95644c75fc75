import { existsSync, readFileSync } from 'node:fs';
import { settingNames } from '../../server/platform/config.ts';

const readme = readFileSync('README.md', 'utf8');
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };

describe('the README', () => {
  it('has a line for every setting, and for no other', () => {
    const table = readme.slice(readme.indexOf('| setting |'), readme.indexOf('- **HTTPS**'));
    const first = [...table.matchAll(/^\| (`[^|]*`) \|/gm)].map(([, cell]) => cell ?? '').join(' ');
    const named = [...first.matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name);
    expect(named.sort()).toEqual([...settingNames].sort());
  });

  it('names every npm script, and none that is not there', () => {
    const named = new Set([
      ...[...readme.matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name),
      ...[...readme.matchAll(/npm (start|test)\b/g)].map(([, name]) => name),
      ...[...readme.matchAll(/`((?:bench|search|test):\w+)`/g)].map(([, name]) => name),
    ]);
    expect([...named].sort()).toEqual(Object.keys(scripts).sort());
  });

  it('points to files that are there', () => {
    const paths = [...readme.matchAll(/`((?:server|client|matching|scripts|test)\/[\w./-]+)`|\]\(([\w./-]+)\)/g)].map(
      ([, code, link]) => code ?? link ?? '',
    );
    expect(paths.length).toBeGreaterThan(8);
    const made = readFileSync('.gitignore', 'utf8').split('\n'); // what a run leaves is not there in a fresh clone
    const isMissing = (path: string) => !made.includes(`${path}/`) && !existsSync(path);
    expect(paths.filter((path) => !/[<]/.test(path) && isMissing(path))).toEqual([]);
  });
});
