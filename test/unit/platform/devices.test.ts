import { cookieOf, cookiesFor } from '../../../server/platform/auth/cookies.ts';
import { deviceWords } from '../../../server/platform/auth/device-words.ts';
import { knownDevices } from '../../../server/platform/auth/devices.ts';

describe('a known device', () => {
  const devices = knownDevices('a key');

  it('is known to each account that signed in on it, and to no other', () => {
    const first = devices.remember(undefined, 'ann');
    const both = devices.remember(first, 'bob');
    const [ann, bob] = [devices.knownTo(both, 'ann'), devices.knownTo(both, 'bob')];
    expect(ann).toMatch(/^[\w-]{22}$/);
    expect(bob).toBe(ann);
    expect([devices.knownTo(first, 'bob'), devices.knownTo(both, 'eve')]).toEqual([undefined, undefined]);
  });

  it('is known by nothing made up, cut off or signed with another key', () => {
    const cookie = devices.remember(undefined, 'ann');
    const id = cookie.split('.')[0] ?? '';
    for (const made of [
      undefined,
      '',
      id,
      `${id}.`,
      `${id}.${id}`,
      cookie.slice(0, -1),
      `${cookie}.`,
      'x'.repeat(9_000),
    ])
      expect(devices.knownTo(made, 'ann')).toBeUndefined();
    expect(knownDevices('another key').knownTo(cookie, 'ann')).toBeUndefined();
  });

  it('forgets the account that has not signed in for longest when there are too many', () => {
    let cookie: string | undefined;
    for (const who of ['a', 'b', 'c', 'd', 'e', 'f', 'a', 'g']) cookie = devices.remember(cookie, who);
    expect(['a', 'b', 'g'].map((who) => devices.knownTo(cookie, who) !== undefined)).toEqual([true, false, true]);
  });
});

it.each([
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0',
    'Edge, Windows',
  ],
  ['Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/116 Mobile MicroMessenger/8.0.47', 'WeChat, Android'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Mobile/15E148 Safari/604.1', 'Safari, iOS'],
  ['curl/8.5.0', ''],
  [undefined, ''],
])('a browser that says %s is called "%s"', (said, words) => {
  expect(deviceWords(said)).toBe(words);
});

it('cookies are for this host and HTTPS alone where the public address is https', () => {
  expect(cookiesFor('https://x.example.org')).toEqual({
    ...{ isSecure: true, session: '__Host-exchange.sid', device: '__Host-exchange.device' },
  });
  for (const open of [undefined, 'http://10.0.0.1:3000'])
    expect(cookiesFor(open)).toEqual({ isSecure: false, session: 'exchange.sid', device: 'exchange.device' });
  expect(cookieOf({ headers: { cookie: 'b=2; a=1; aa=3' } }, 'a')).toBe('1');
  expect(cookieOf({ headers: {} }, 'a')).toBeUndefined();
});
