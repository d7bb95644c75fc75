import { consentVersion } from '../../server/domain/accounts/consent.ts';
import type { Browser } from 'playwright-core';
import { systemClock } from '../../server/platform/clock.ts';
import { Caller, newId, type TestApp } from '../support/app.ts';
import { openBrowser } from '../support/browser.ts';
import { linkIn, startWithMail, type WithMail } from '../support/mails.ts';
import { joins } from '../support/members.ts';
import { member, password, someCreditCode } from '../support/people.ts';
import { pdfOf } from '../support/pdf.ts';
import { examine, requireBuiltClient, signInAs, type Visitor, visitor } from '../support/screens.ts';
import { textsOf } from '../support/texts.ts';

let browser: Browser;
let app: TestApp;
let mailed: WithMail;
beforeAll(async () => {
  requireBuiltClient();
  const withMail = startWithMail({ clock: systemClock, address: 'http://exchange.example.org' });
  [browser, mailed] = await Promise.all([openBrowser(), withMail]);
  app = mailed.app;
});
afterAll(async () => {
  await browser?.close();
  await mailed?.stop();
});

describe.each(['zh', 'en'] as const)('in %s', (language) => {
  test('an organisation registers, an administrator approves it, and its first admin comes in', async () => {
    const applicant = await visitor(browser, app, language);
    const { page } = applicant;
    const wrong: string[] = [];
    await page.goto('/');
    await page.getByRole('heading', { level: 1 }).waitFor();
    const script = await page.evaluate<number>(
      `performance.getEntriesByType('resource').filter((e) => e.name.endsWith('.js')).reduce((sum, e) => sum + e.encodedBodySize, 0)`,
    );
    expect(script).toBeGreaterThan(50_000);
    expect(script).toBeLessThan(250 * 1024); // as served: compressed at build
    wrong.push(...(await examine(applicant, 'public-home')));
    // a figure opens by the keyboard alone, and says how it is made
    const home = await textsOf('features/home/home.texts.ts', language);
    await page.getByRole('button', { name: home('done.amount') }).focus();
    await page.keyboard.press('Enter');
    await page.getByText(home('done.notYet')).waitFor();

    await page.goto('/register');
    const name = language === 'zh' ? '杭州示范科技大学' : 'Hangzhou Example University';
    const fields = page.locator('form input[type=text], form input:not([type])');
    const accounts = await textsOf('features/accounts/accounts.texts.ts', language);
    const creditCode = page.getByLabel(accounts('register.creditCode'));
    await fields.first().fill(name);
    await creditCode.fill('9133 0106 MA00 0000 0X');
    await page.locator('.field-error').first().waitFor(); // a wrong check character is said as it is typed
    const place = page.getByLabel(accounts('register.place'));
    await place.fill('西湖区');
    await page.getByRole('menuitemcheckbox', { name: /杭州市 . 西湖区/ }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await page.locator('.ant-cascader').innerText()).toContain('杭州市');
    await page.locator('input[autocomplete=name]').fill('李华');
    await page.locator('input[type=email]').fill(`first-${language}@example.org`);
    await page.locator('input[type=password]').fill('correct horse battery');
    const licence = { name: 'licence.pdf', mimeType: 'application/pdf', buffer: Buffer.from(pdfOf('Licence')) };
    await page.locator('input[type=file]').setInputFiles({ ...licence, buffer: Buffer.from('no licence') });
    await page.locator('form [role=alert]').waitFor(); // only what can be looked at is taken
    await page.locator('input[type=file]').setInputFiles(licence);
    await page.getByText('licence.pdf').waitFor();
    await page.locator('summary', { hasText: consentVersion }).click();
    expect(await page.locator('form button[type=submit]').isDisabled()).toBe(true);
    wrong.push(...(await examine(applicant, 'register')));

    await page.reload(); // nothing typed is lost
    await page.locator('.note').waitFor();
    expect(await fields.first().inputValue()).toBe(name);
    await page.getByText('licence.pdf').waitFor();
    await creditCode.fill(someCreditCode().replace(/.{4}/g, '$& ')); // as a licence is printed
    await page.locator('input[type=password]').fill('correct horse battery');
    expect(await page.locator('form button[type=submit]').isDisabled()).toBe(true); // not before it is agreed to
    await page.locator('[name=consent]').check();
    await page.locator('form button[type=submit]').click();
    await page.locator('form').waitFor({ state: 'detached' });
    await signInAs(applicant, `first-${language}@example.org`, 'correct horse battery');
    await page.locator('.empty').waitFor();
    wrong.push(...(await examine(applicant, 'home-pending')));
    await page.goto('/needs/new'); // what waits for the approval is said before a need is written
    await page.locator('.note-wait[role=note]').waitFor();
    await page.locator('textarea[name=text]').fill('需要耐高温隔膜，预算60万');
    await page.locator('.understood-one').first().waitFor();
    expect(await page.locator('form button[type=submit]').isDisabled()).toBe(true);
    await page.locator('[name=wantedBy]').fill('2020-01-01');
    await page.locator('.field-error').waitFor();
    await page.goto('/needs/nothing');
    await page
      .getByText(language === 'zh' ? '没有找到这个内容' : 'This was not found')
      .first()
      .waitFor();
    await page.goto('/');

    const administrator = await visitor(browser, app, language);
    await signInAs(administrator, 'admin@example.org', 'a long enough password');
    await administrator.page.goto('/organisations');
    await administrator.page.locator('table').waitFor();
    // the licence that came with it is looked at where it is decided
    const entry = administrator.page.getByRole('row', { name });
    await entry.getByRole('button', { name: 'licence.pdf' }).click();
    const dealing = await textsOf('components/dealing.texts.ts', language);
    await administrator.page.getByRole('link', { name: dealing('openAlone') }).waitFor();
    wrong.push(...(await examine(administrator, 'organisations-licence', { isLive: true })));
    await administrator.page.locator('.ant-modal-close').click();
    await administrator.page.locator('.ant-modal').waitFor({ state: 'detached' });
    const approve = accounts('organisations.dialog')
      .replace('{{name}}', name)
      .replace('{{decision}}', accounts('organisations.approve'));
    await entry.getByRole('button', { name: approve, exact: true }).click();
    await administrator.page.locator('.ant-modal-footer .ant-btn-primary').click();
    await administrator.page.locator('.empty').waitFor();

    await page.reload();
    await page.locator('a[href="/deals"]').first().waitFor();
    wrong.push(...(await examine(applicant, 'home-member')));
    for (const [path, name] of [
      ['/matches', 'matches-empty'],
      ['/deals', 'deals-empty'],
    ] as const) {
      await page.goto(path);
      await page.locator('table, .empty').first().waitFor();
      wrong.push(...(await examine(applicant, name)));
    }
    await page.locator('.account summary').click();
    await page.locator('.account-menu a[href^="/organisations/"]').click();
    await page.locator('.facts').waitFor();

    await page.goto('/needs/new');
    expect(await page.locator('.side [aria-current=page]').getAttribute('href')).toBe('/my-needs');

    // its admin has patents reviewed before others see them
    await page.goto('/members');
    await page.locator('.ant-checkbox-input').first().click();
    await page.locator('.ant-checkbox-input:enabled:checked').waitFor();
    await page.reload();
    await page.locator('.ant-checkbox-input:enabled').first().waitFor();
    expect(await page.locator('.ant-checkbox-input:checked').count()).toBe(1);

    // its admin invites a colleague, who comes in by the link
    await page.goto('/members');
    await page.locator('form input[type=email]').fill(`second-${language}@example.org`);
    await page.locator('form button[type=submit]').click();
    const link = await page.locator('code').innerText();
    const revoke = (email: string) =>
      page.getByRole('button', { name: `${language === 'zh' ? '撤回' : 'Revoke'} ${email}` });
    await revoke(`second-${language}@example.org`).waitFor();
    await page.locator('form input[type=email]').fill(`mistaken-${language}@example.org`);
    await page.locator('form button[type=submit]').click();
    await revoke(`mistaken-${language}@example.org`).waitFor();
    wrong.push(...(await examine(applicant, 'members-invitations')));
    await revoke(`mistaken-${language}@example.org`).click();
    await page.locator('.ant-popconfirm .ant-btn-primary').click();
    await revoke(`mistaken-${language}@example.org`).waitFor({ state: 'detached' });
    const colleague = await visitor(browser, app, language);
    await colleague.page.goto(link);
    await colleague.page.locator('input[autocomplete=name]').fill('王芳');
    await colleague.page.locator('input[type=password]').fill('correct horse battery');
    await colleague.page.locator('[name=consent]').check();
    await colleague.page.locator('form button[type=submit]').click();
    await colleague.page.waitForURL((url) => url.pathname === '/sign-in');
    await signInAs(colleague, `second-${language}@example.org`, 'correct horse battery');
    await colleague.page.locator('.tiles').first().waitFor();

    // the colleague forgets the password: an admin makes a link, and it opens the door once
    await page.reload();
    const row = page.getByRole('row', { name: '王芳' });
    await row.getByRole('button', { name: language === 'zh' ? '重设密码' : 'New password' }).click();
    await page.locator('.ant-popconfirm .ant-btn-primary').click();
    const way = page.locator('.note code', { hasText: '/new-password/' });
    await way.waitFor();
    await page.locator('.ant-popconfirm').waitFor({ state: 'hidden' });
    wrong.push(...(await examine(applicant, 'members-password-link')));
    await colleague.page.goto(await way.innerText());
    await colleague.page.locator('input[type=password]').fill('another horse battery');
    await colleague.page.locator('form button[type=submit]').click();
    await colleague.page.waitForURL((url) => url.pathname === '/sign-in');
    expect(await colleague.page.locator('input[type=email]').inputValue()).toBe(`second-${language}@example.org`);
    await colleague.page.locator('summary', { hasText: language === 'zh' ? '忘记密码' : 'Forgotten' }).click();
    wrong.push(...(await examine(colleague, 'sign-in-forgotten')));
    await signInAs(colleague, `second-${language}@example.org`, 'another horse battery');
    await colleague.page.locator('.tiles').first().waitFor();
    wrong.push(...(await renewsByMail(colleague, `second-${language}@example.org`)));
    await colleague.context.close();
    expect(wrong).toEqual([]);
    await applicant.context.close();
    await administrator.context.close();
  });
});

/** Confirms the address by the mail that is asked for, forgets the password, and gets in by another mail. */
async function renewsByMail(person: Visitor, email: string): Promise<string[]> {
  const { page, language } = person;
  const account = await textsOf('features/accounts/account.texts.ts', language);
  const accounts = await textsOf('features/accounts/accounts.texts.ts', language);
  const frame = await textsOf('app/frame.texts.ts', language);
  await page
    .locator('.note', { hasText: frame('addressUnproved') })
    .getByRole('link')
    .click();
  await page.getByRole('button', { name: account('address.send') }).click();
  const asked = await mailed.nth(email, 1);
  await page.getByRole('button', { name: account('address.sendAgain') }).waitFor();
  const wrong = await examine(person, 'account-address-asked');
  const { path, secret } = linkIn(asked);
  await page.goto(`${path}#${secret}`);
  wrong.push(...(await examine(person, 'confirm-address')));
  await page.locator('form button[type=submit]').click();
  await page.getByText(account('address.proved'), { exact: true }).waitFor();
  await page.locator('.note', { hasText: frame('addressUnproved') }).waitFor({ state: 'detached' });

  await person.context.clearCookies();
  await page.goto('/sign-in');
  await page.locator('summary', { hasText: accounts('signIn.forgotten') }).click();
  await page.getByRole('link', { name: accounts('signIn.forgottenByMail') }).click();
  wrong.push(...(await examine(person, 'forgotten-password')));
  await page.locator('input[type=email]').fill(email);
  await page.locator('form button[type=submit]').click();
  await page.getByRole('heading', { name: account('forgotten.doneTitle') }).waitFor();
  const mail = linkIn(await mailed.nth(email, 2));
  await page.goto(`${mail.path}#${mail.secret}`);
  await page.locator('input[type=password]').fill('a third horse battery');
  await page.locator('form button[type=submit]').click();
  await page.waitForURL((url) => url.pathname === '/sign-in');
  await signInAs(person, email, 'a third horse battery');
  return wrong;
}

describe('somebody who belongs to two organisations', () => {
  /** Signed in for the first of them, with a second window open at its members, in which something is typed. */
  async function inTwoWindows(hearsOthers: boolean) {
    const [first, second] = [await member(app, 'university'), await member(app, 'company', { name: '第二公司' })];
    await joins(first, second);
    const person = await visitor(browser, app, 'zh');
    await signInAs(person, first.email, password);
    await person.page.locator('.tiles').first().waitFor();
    const other = await person.context.newPage();
    if (!hearsOthers) await other.addInitScript('delete window.BroadcastChannel');
    await other.goto('/members');
    await other.locator('form input[type=email]').fill('newcomer@example.org');
    const actsForSecond = async ({ page }: { page: Visitor['page'] }) =>
      page.locator(`.account-menu a[href="/organisations/${second.organisationId}"]`).waitFor({ state: 'attached' });
    return { first, person, other, actsForSecond };
  }

  const switchByKeyboard = async ({ page }: Visitor) => {
    await page.locator('.account summary').focus();
    for (const key of ['Enter', 'Tab', 'Tab', 'Enter']) await page.keyboard.press(key);
  };

  test('switches by the keyboard, and the other window shows it at once and forgets what was of the first', async () => {
    const { person, other, actsForSecond } = await inTwoWindows(true);
    await switchByKeyboard(person);
    await actsForSecond(person);
    await actsForSecond({ page: other });
    await other.getByText('此页现在代表：第二公司').waitFor();
    const form = other.locator('form input[type=email]');
    await form.waitFor(); // the members of the second, of which the user is an admin too
    expect(await form.inputValue()).toBe('');
    await other.getByRole('button', { name: '知道了' }).click();
    await other.getByText('此页现在代表：第二公司').waitFor({ state: 'detached' });
    await person.context.close();
  });

  test('is told before a window acts that heard nothing of the switch', async () => {
    const { first, person, other, actsForSecond } = await inTwoWindows(false);
    await switchByKeyboard(person);
    await actsForSecond(person);
    await other.locator('form button[type=submit]').click();
    await other.getByRole('heading', { name: '您现在代表另一单位' }).waitFor();
    await other.getByRole('button', { name: '重新加载' }).click();
    await actsForSecond({ page: other });
    const { version } = await first.call('organisations.get', { params: { organisationId: first.organisationId } });
    expect(version).toBe(2); // registered and approved: nobody was invited in its name
    await person.context.close();
  });
});

test.each(['zh', 'en'] as const)(
  'the owner of an address is asked whether a registration is theirs, and sees and ends other sessions, in %s',
  async (language) => {
    const owner = await member(app, 'university');
    const admin = {
      email: owner.email,
      password: 'a quite different password',
      displayName: 'x',
      consent: consentVersion,
    };
    const name = `某某公司 ${language}`;
    const organisation = { name, kind: 'company' as const, creditCode: someCreditCode(), place: '330106', admin };
    const body = { id: newId(), commandId: newId(), expectedVersion: 0 as const, ...organisation };
    await new Caller(app.address).call('organisations.register', { body });
    const person = await visitor(browser, app, language);
    const { page } = person;
    await signInAs(person, owner.email, password);
    const claimed = await textsOf('app/frame.texts.ts', language);
    await page
      .locator('.note', { hasText: claimed('openClaims') })
      .getByRole('link')
      .click();
    await page.getByText(name).waitFor();
    const wrong = await examine(person, 'account-claims');
    const word = (zh: string, en: string) => page.getByRole('button', { name: language === 'zh' ? zh : en });
    await word('退出其他所有设备', 'Sign out on all other devices').click();
    await word('退出其他所有设备', 'Sign out on all other devices').waitFor({ state: 'detached' });
    expect(await owner.call('accounts.me')).toBeNull();
    await word('是我申请的', 'It was me').click();
    await page.locator('.tiles').first().waitFor();
    await page.locator('.account summary').click();
    await page.getByText(name).waitFor();
    expect(wrong).toEqual([]);
    await person.context.close();
  },
);

test('a first visit speaks what the browser speaks, until somebody chooses, shows where the focus is and prints no doors', async () => {
  const context = await browser.newContext({ baseURL: app.address, locale: 'en-GB' });
  const page = await context.newPage();
  const spoken = async () => {
    await page.getByRole('heading', { level: 1 }).waitFor();
    return page.locator('html').getAttribute('lang');
  };
  await page.goto('/');
  expect(await spoken()).toBe('en');
  await page.keyboard.press('Tab'); // to a link, whose focus must be seen
  expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('.top').isVisible()).toBe(false);
  await page.emulateMedia({ media: 'screen' });
  const newcomer = await member(app, 'company');
  await signInAs({ page }, newcomer.email, password);
  expect(await spoken()).toBe('en'); // the account has no language of its own yet
  await page.getByRole('button', { name: '中文' }).click();
  await page.locator('html[lang=zh-CN]').waitFor();
  await page.reload();
  expect(await spoken()).toBe('zh-CN');
  await context.close();
  const elsewhere = await browser.newContext({ baseURL: app.address, locale: 'fr-FR' });
  const french = await elsewhere.newPage();
  await french.goto('/');
  await french.locator('html[lang=zh-CN]').waitFor();
  await elsewhere.close();
});
