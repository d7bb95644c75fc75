import { existsSync, readFileSync } from 'node:fs';
import { settingNames } from '../../server/platform/config.ts';
import { textsOf } from '../support/texts.ts';

const readme = readFileSync('README.md', 'utf8');
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };

describe('the README', () => {
  it('has a line for every setting, and for no other', () => {
    const table = readme.slice(readme.indexOf('| setting |'), readme.indexOf('- **HTTPS**'));
    const first = [...table.matchAll(/^\| (`[^|]*`) \|/gm)].map(([, cell]) => cell ?? '').join(' ');
    const named = [...first.matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name);
    expect(named.sort()).toEqual([...settingNames].sort());
  });

  it('calls the product as the browser does', async () => {
    const [zh, en] = [await textsOf('lib/common.texts.ts', 'zh'), await textsOf('lib/common.texts.ts', 'en')];
    const title = `${zh('product')} · ${en('product')}`;
    expect(readme.split('\n')[0]).toBe(`# ${title}`);
    const page = readFileSync('client/index.html', 'utf8');
    expect(page).toContain(`<title>${zh('product')}</title>`);
    expect(page).toContain(title);
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
