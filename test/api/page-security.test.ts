import { request } from 'node:http';
import { startApp, type TestApp } from '../support/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const connectSrc = (policy: string | null) => /connect-src ([^;]*)/.exec(policy ?? '')?.[1];

describe('a page', () => {
  it('answers HEAD as it answers GET, without the body', async () => {
    for (const path of ['/', '/patents', '/no-such-page', '/assets/none.js', '/api/health', '/api/none']) {
      const headers = { accept: 'text/html,application/json' };
      const [get, head] = await Promise.all(
        ['GET', 'HEAD'].map((method) => fetch(app.address + path, { method, headers })),
      );
      expect([path, head?.status, head?.headers.get('content-type')]).toEqual([
        path,
        get?.status,
        get?.headers.get('content-type'),
      ]);
      expect(await head?.text()).toBe('');
    }
  });

  it('may open sockets to its own host alone, and asks for no ability of the browser', async () => {
    const { headers } = await fetch(`${app.address}/api/health`);
    const { host } = new URL(app.address);
    expect(connectSrc(headers.get('content-security-policy'))).toBe(`'self' ws://${host} wss://${host}`);
    for (const ability of ['camera', 'microphone', 'geolocation', 'payment', 'usb'])
      expect(headers.get('permissions-policy')).toContain(`${ability}=()`);
  });

  it('takes no host for its own that would change the policy', async () => {
    const policy = await new Promise<string>((resolve, reject) => {
      const asked = request(
        app.address,
        { headers: { host: "evil.example; script-src 'unsafe-inline'" } },
        (answer) => {
          answer.resume();
          resolve(String(answer.headers['content-security-policy']));
        },
      );
      asked.once('error', reject).end();
    });
    expect(policy).not.toContain('evil.example');
    expect([...new Set(connectSrc(policy)?.split(' '))]).toEqual(["'self'"]); // and the page has a policy
  });

  it('names the public address where there is one', async () => {
    const behind = await startApp({ env: { PUBLIC_URL: 'https://exchange.example.org' } });
    try {
      const { headers } = await fetch(`${behind.address}/api/health`);
      expect(connectSrc(headers.get('content-security-policy'))).toBe(
        "'self' ws://exchange.example.org wss://exchange.example.org",
      );
    } finally {
      await behind.stop();
    }
  });
});
