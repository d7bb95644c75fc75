import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { type Browser, chromium } from 'playwright-core';

/**
 * A headless Chromium without any system package. Looks, in this order, at CHROMIUM_PATH; on Linux x64 at the one in
 * `@sparticuz/chromium`, with its NSS libraries and a Chinese font; for a Chromium or Chrome on the system. Throws with
 * instructions when there is none.
 */
export async function openBrowser(): Promise<Browser> {
  const { path, env } = findChromium();
  return chromium.launch({
    executablePath: path,
    // Chromium encodes the name of a download in its locale: in `C` a Chinese name becomes "download"
    env: { ...process.env, ...env, LC_ALL: 'C.UTF-8' },
    args: [
      ...['--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update'],
      ...['--disable-sync', '--disable-gpu', '--disable-dev-shm-usage', '--font-render-hinting=none', '--no-zygote'],
      ...(process.getuid?.() === 0 ? ['--no-sandbox', '--disable-setuid-sandbox'] : []),
    ],
  });
}

type Found = { path: string; env: NodeJS.ProcessEnv };

function findChromium(): Found {
  const chosen = process.env['CHROMIUM_PATH'];
  if (chosen) {
    if (!existsSync(chosen)) throw new Error(`CHROMIUM_PATH names ${chosen}, which is not there.`);
    return { path: chosen, env: {} };
  }
  if (process.platform === 'linux' && process.arch === 'x64') return unpackCarried();
  const found = usualPlaces.find((path) => existsSync(path));
  if (found) return { path: found, env: {} };
  throw new Error('No Chromium or Chrome was found for the browser tests: install one, or name it in CHROMIUM_PATH.');
}

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Unpacks the packaged Chromium once per version into a folder of this user, and returns how to start it. */
function unpackCarried(): Found {
  const require = createRequire(join(process.cwd(), 'package.json'));
  const carried = join(dirname(require.resolve('@sparticuz/chromium')), '..', '..');
  const { version } = JSON.parse(readFileSync(join(carried, 'package.json'), 'utf8')) as { version: string };
  const folder = join(tmpdir(), `exchange-chromium-${version}-${process.getuid?.() ?? 0}`);
  if (!existsSync(folder)) {
    // made beside and renamed at the end, so that an interrupted or parallel run leaves nothing half done
    const fresh = `${folder}-${process.pid}`;
    mkdirSync(fresh, { mode: 0o700 });
    writeFileSync(join(fresh, 'chromium'), brotliDecompressSync(readFileSync(join(carried, 'bin/chromium.br'))));
    chmodSync(join(fresh, 'chromium'), 0o700);
    const libraries = brotliDecompressSync(readFileSync(join(carried, 'bin/al2023.tar.br')));
    const { status } = spawnSync('tar', ['-x', '-C', fresh], { input: libraries });
    if (status !== 0) throw new Error('The libraries of the browser could not be unpacked: is `tar` installed?');
    try {
      renameSync(fresh, folder);
    } catch {
      rmSync(fresh, { recursive: true, force: true }); // another run was first
    }
  }
  return { path: join(folder, 'chromium'), env: { ...libraryPath(folder), ...fonts(folder, require) } };
}

/** The packaged NSS libraries, only where the system has none: mixing both sets breaks either. */
function libraryPath(folder: string): NodeJS.ProcessEnv {
  const known = spawnSync('ldconfig', ['-p'], { encoding: 'utf8' }).stdout ?? '';
  if (known.includes('libnss3.so')) return {};
  const mine = join(folder, 'lib');
  const before = process.env['LD_LIBRARY_PATH'];
  return { LD_LIBRARY_PATH: before ? `${mine}${delimiter}${before}` : mine };
}

/** Chinese text needs a Chinese font; packages contain it, and fontconfig is told where. */
function fonts(folder: string, require: NodeJS.Require): NodeJS.ProcessEnv {
  const carried = dirname(require.resolve('@expo-google-fonts/noto-sans-sc/package.json'));
  const file = join(folder, 'fonts.conf');
  const weights = ['400Regular', '500Medium', '700Bold'].map((weight) => `<dir>${join(carried, weight)}</dir>`);
  writeFileSync(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${weights.join('')}<cachedir>${join(folder, 'font-cache')}</cachedir></fontconfig>`,
  );
  return { FONTCONFIG_FILE: file };
}
