import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page, Request } from 'playwright-core';
import type { Language } from '../../server/domain/languages.ts';
import type { Caller, TestApp } from './app.ts';
import { until } from './progress.ts';

const folder = join('test', 'e2e', '__screens__');
const widths = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } } as const;
/** Two of the four views show nearly everything; `npm run test:long` looks at all (`every-screen.long.ts`). */
const usually = { zh: ['desktop'], en: ['phone'] } as const;
const rules = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
  resultTypes: ['violations'],
} satisfies Parameters<AxeBuilder['options']>[0];
const isWanted = (name: 'PICTURES' | 'EVERY_VIEW'): boolean => process.env[name] === 'true';
const devices = (language: Language): readonly (keyof typeof widths)[] =>
  isWanted('EVERY_VIEW') ? ['desktop', 'phone'] : usually[language];

/** The browser tests need the built client; throws with instructions when it is missing. */
export function requireBuiltClient(): void {
  if (!existsSync(join('dist', 'client', 'index.html'))) {
    throw new Error('dist/client is not built: run `npm run build` (npm test does it first) before the browser tests.');
  }
}

/** A person with a browser of their own, in one language; signed in with the session of the caller that is given. */
export async function visitor(
  browser: Browser,
  app: TestApp,
  language: Language = 'zh',
  caller?: Pick<Caller, 'cookie'> & { email?: string },
): Promise<Visitor> {
  const { origin, hostname } = new URL(app.address);
  const remembered = [
    { name: 'exchange.language', value: language },
    ...(caller ? [{ name: 'exchange.isIn', value: 'yes' }] : []),
    ...(caller?.email ? [{ name: 'exchange.email', value: caller.email }] : []),
  ];
  const cookies = (caller?.cookie ?? '').split('; ').flatMap((pair) => {
    const [, name = '', value = ''] = /^([^=]+)=(.*)$/.exec(pair) ?? [];
    const where = { domain: hostname, path: '/', expires: -1, httpOnly: true, secure: false };
    return name ? [{ name, value, ...where, sameSite: 'Lax' as const }] : [];
  });
  const context = await browser.newContext({
    baseURL: app.address,
    viewport: widths.desktop,
    locale: language === 'zh' ? 'zh-CN' : 'en-GB',
    reducedMotion: 'reduce',
    storageState: {
      cookies,
      origins: [{ origin, localStorage: remembered }],
    },
  });
  await context.addInitScript(`
    window.shift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
  `);
  const page = await context.newPage();
  page.setDefaultTimeout(180_000); // a busy machine is slow, not wrong
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  const underWay = new Set<Request>();
  page.on('request', (request) => underWay.add(request));
  page.on('requestfinished', (request) => underWay.delete(request));
  page.on('requestfailed', (request) => underWay.delete(request));
  page.on('framenavigated', () => underWay.clear()); // what another page asked for
  return { context, page, errors, language, underWay };
}
export type Visitor = {
  context: BrowserContext;
  page: Page;
  errors: string[];
  language: Language;
  underWay: ReadonlySet<Request>;
};

/** Waits until the page shows what it has: its heading is there, and it asks for nothing more. */
export async function loaded({ page, underWay }: Visitor): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  const isStill = async () => {
    if (underWay.size > 0) return false;
    await page.evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))');
    return underWay.size === 0; // what was drawn asked for nothing
  };
  await until(isStill, () => underWay.size);
}

/** The same person at the same page, who chooses to read the other language. */
export async function inOtherLanguage(person: Visitor): Promise<Visitor> {
  const language = person.language === 'zh' ? 'en' : 'zh';
  await person.page.locator('.top').getByRole('button', { name: ownNames[language], exact: true }).click();
  return { ...person, language };
}
const ownNames = { zh: '中文', en: 'English' } as const;

/** The paths of all screens. Imported by path, because their types are the browser's. */
export async function screenPaths(): Promise<string[]> {
  const { screens } = (await import(join('..', '..', 'client', 'app', 'screens.ts'))) as {
    screens: readonly { path: string }[];
  };
  return screens.map(({ path }) => path);
}

/** Signs in through the form. */
export async function signInAs({ page }: Pick<Visitor, 'page'>, email: string, password: string): Promise<void> {
  await page.goto('/sign-in');
  await page.locator('input[type=email]').fill(email);
  await page.locator('input[type=password]').fill(password);
  await page.locator('main button[type=submit]').click();
  await page.waitForURL((url) => url.pathname === '/');
  await page.locator('.side').waitFor();
}

async function takePicture(page: Page, name: string, size: { width: number; height: number }): Promise<void> {
  mkdirSync(folder, { recursive: true });
  // as high as the page, so that what is fixed to the bottom is at its end
  const height = await page.evaluate<number>('document.documentElement.scrollHeight');
  await page.setViewportSize({ width: size.width, height: Math.max(size.height, Math.min(height, 5_000)) });
  await page.screenshot({ path: join(folder, `${name}.png`) });
  await page.setViewportSize(size);
}

/**
 * Looks at a page, in Chinese at desktop width and in English at phone width, and returns every fault (with `PICTURES=true`
 * it takes screenshots as well, see the folder `__screens__`): WCAG 2.2 A and
 * AA, anything wider than the window, cut-off text, untranslated keys, layout shifts, errors in the page. With `isLive`
 * others may have moved things, so layout shifts do not count.
 */
export async function examine(
  { page, errors, language }: Visitor,
  name: string,
  { isLive = false } = {},
): Promise<string[]> {
  await page.locator('.skeleton').first().waitFor({ state: 'detached' });
  const wrong: string[] = [];
  const shift = Number(await page.evaluate('window.shift'));
  if (shift > 0.1 && !isLive) wrong.push(`the layout jumped by ${shift.toFixed(3)}`);
  for (const device of devices(language)) {
    const size = widths[device];
    await page.setViewportSize(size);
    await page.evaluate('scrollTo(0, 0)');
    if (isWanted('PICTURES') || isWanted('EVERY_VIEW')) await takePicture(page, `${name}-${device}-${language}`, size);
    const tooWide = await page.evaluate<string[]>(findOverflow);
    wrong.push(...tooWide.map((what) => `${device}: wider than the window, or cut off: ${what}`));
    // there are no frames: in one pass, without a page of its own for the report
    const { violations } = await new AxeBuilder({ page }).options(rules).setLegacyMode().analyze();
    wrong.push(
      ...violations.map(
        ({ id, nodes }) => `${device}: ${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
      ),
    );
  }
  await page.setViewportSize(widths.desktop);
  const text = await page.locator('body').innerText();
  const untranslated = text.match(/⟦[^⟧]*⟧/g);
  if (untranslated) wrong.push(`untranslated: ${untranslated.join(', ')}`);
  wrong.push(...errors.splice(0).map((message) => `error in the page: ${message}`));
  await page.evaluate('window.shift = 0');
  return wrong.map((what) => `${name} (${language}): ${what}`);
}

/** Elements that stick out of the window (unless they scroll), or whose text is cut off. */
const findOverflow = `(() => {
  const wide = document.documentElement.clientWidth;
  const mayScroll = (node) => node && node !== document.body && (/(auto|scroll|hidden|clip)/.test(getComputedStyle(node).overflowX) || mayScroll(node.parentElement));
  // a name may end in … where the whole of it can be read elsewhere
  const mayEnd = '.brand, .account summary, .found-text';
  const isCut = (node) =>
    node.scrollWidth > node.clientWidth + 1 &&
    /(hidden|clip)/.test(getComputedStyle(node).overflowX) &&
    [...node.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim() !== '') &&
    !node.closest(mayEnd);
  const sticksOut = (node, box) => box.right > wide + 1 && box.left < wide && !mayScroll(node.parentElement);
  return [...document.querySelectorAll('#root *, .ant-modal *')]
    .filter((node) => {
      const box = node.getBoundingClientRect();
      return box.width > 1 && (sticksOut(node, box) || isCut(node)) && !node.closest('.visually-hidden, .skip');
    })
    .slice(0, 5)
    .map((node) => node.tagName.toLowerCase() + '.' + String(node.className).slice(0, 40) + ' ' + (node.textContent || '').slice(0, 40));
})()`;
