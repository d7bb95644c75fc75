import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const scripts = readdirSync('scripts').filter((name) => /\.(ts|mjs)$/.test(name) && name !== 'eslint.config.mjs');
const started = (name: string, option: string) => {
  const file = name.endsWith('.mjs') ? join('scripts', name) : join('dist', 'scripts', name.replace('.ts', '.js'));
  return run(process.execPath, [file, option]).then(
    ({ stdout }) => ({ code: 0, stdout, stderr: '' }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  );
};

it.each(scripts)('%s says what it does, and says in one sentence that it does not know an option', async (name) => {
  const [helped, refused] = await Promise.all([started(name, '--help'), started(name, '--no-such-option')]);
  expect(helped).toMatchObject({ code: 0, stderr: '' });
  // how it is called, what it does, its options
  expect(helped.stdout).toMatch(/^(npm|node) .*\n\n[A-Z][^]+\.\n\n( {2}--.+\n)+$/);
  expect(refused).toMatchObject({ code: 2, stdout: '' });
  expect(refused.stderr).toBe("Unknown option '--no-such-option'. --help says what there is.\n");
});

it.each([
  ['backup.ts', [], 'FILE is missing: npm run backup -- FILE'],
  ['restore.ts', ['one', 'two'], "Unexpected argument 'two'. --help says what there is."],
  ['demo.ts', ['--seed', 'x'], "--seed takes a number, not 'x'."],
  ['backup.ts', ['--data'], "Option '--data <value>' argument missing. --help says what there is."],
  ['move.ts', ['http://x'], "'http://x' is no address of a MongoDB: it begins with mongodb://"],
] as const)('%s %j is refused in one sentence', async (name, args, sentence) => {
  const file = join('dist', 'scripts', name.replace('.ts', '.js'));
  await expect(run(process.execPath, [file, ...args])).rejects.toMatchObject({ code: 2, stderr: `${sentence}\n` });
});

it('the store says how it is called', async () => {
  const call = (option: string) => run(process.execPath, ['dist/server/embedded/main.js', option]);
  const usage = 'usage: main.js --data FOLDER [--idle-seconds N] [--port N]\n';
  expect(await call('--help')).toEqual({ stdout: usage, stderr: '' });
  await expect(call('--no-such-option')).rejects.toMatchObject({ code: 2, stderr: usage });
});

it('a setting that is wrong is named in one sentence', async () => {
  const env = { PATH: process.env['PATH'], PORT: 'x' };
  const refused = run(process.execPath, ['dist/scripts/migrate.js'], { env });
  await expect(refused).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/^The conf[^]+\n {2}PORT: .+\n$/),
  });
});
