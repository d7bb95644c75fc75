import fc from 'fast-check';
import { robotMessages, robotTookIt } from '../../../server/domain/webhooks/messages-to-robots.ts';
import { pauseAfter } from '../../../server/domain/pauses.ts';
import { isPublicAddress } from '../../../server/platform/deliveries/public-address.ts';
import {
  dingtalkSign,
  feishuSign,
  seal,
  standardSignature,
  unseal,
} from '../../../server/platform/deliveries/signatures.ts';

describe('what a webhook is sent', () => {
  it('is signed as in the published example of Standard Webhooks', () => {
    const signature = standardSignature(
      'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
      'msg_p5jXN8AQM9LWM0D4loKWxJek',
      1_614_265_330,
      '{"test": 2432232314}',
    );
    expect(signature).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  });

  it('has the shape that each robot documents', () => {
    const proof = { timestamp: '1599360473', sign: 'x' };
    expect(robotMessages.wecom('你好', proof)).toEqual({
      body: { msgtype: 'text', text: { content: '你好' } },
      query: {},
    });
    expect(robotMessages.dingtalk('你好', proof)).toEqual({
      body: { msgtype: 'text', text: { content: '你好' } },
      query: proof,
    });
    expect(robotMessages.feishu('你好', proof)).toEqual({
      body: { ...proof, msg_type: 'text', content: { text: '你好' } },
      query: {},
    });
    expect(robotMessages.feishu('你好', undefined).body).toEqual({ msg_type: 'text', content: { text: '你好' } });
  });

  it('proves its origin to 钉钉 and 飞书 by time and secret', () => {
    // worked out apart, with openssl dgst -sha256 -hmac
    expect(dingtalkSign('SEC1', '1577262236757')).toBe('ITVtMhBxlMWAso4YOWiyBDr7oDB8KSVHGqHA5hI1Ros=');
    expect(feishuSign('SEC1', '1599360473')).toBe('0hLYmfoUxI4qR6gxrHZUwT+7HcMcncQkWF5gKyZReuU=');
  });

  it('has arrived at a robot only when its answer says so', () => {
    expect(['{"errcode":0,"errmsg":"ok"}', '{"code":0,"msg":"success"}'].map(robotTookIt)).toEqual([true, true]);
    expect(['{"errcode":310000}', '{"code":19021}', '', '[]', 'null', '<html>'].map(robotTookIt)).not.toContain(true);
  });

  it('is tried again ever more rarely', () => {
    const pauses = Array.from({ length: 40 }, (_, i) => pauseAfter(i + 1));
    expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
    expect(pauses.filter((pause) => pause < 1_000)).toEqual([]);
  });
});

describe('an address that is called', () => {
  it.each([
    ...['127.0.0.1', '127.8.8.8', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254'],
    ...['100.64.0.1', '0.0.0.0', '224.0.0.1', '255.255.255.255', '198.18.0.1', '192.0.2.7', '203.0.113.9'],
    ...['::1', '::', '[::1]', 'fe80::1', 'fe80::1%eth0', 'fc00::1', 'fd12:3456::1', 'ff02::1', '::ffff:127.0.0.1'],
    ...['::ffff:7f00:1', '::ffff:10.0.0.1', '64:ff9b::7f00:1', '2002:7f00:1::', '2001:db8::1', '::127.0.0.1'],
    ...['localhost', '', 'example.org', '1.2.3', '0x7f.1', '2130706433'],
  ])('is not %s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
  it.each(['8.8.8.8', '114.114.114.114', '172.32.0.1', '100.128.0.1', '2400:3200::1', '[2606:4700::1111]'])(
    'may be %s',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );
});

describe('what is kept encrypted', () => {
  const key = 'ab'.repeat(32);
  it('comes back as it was, never looks the same, and with another key not at all', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const sealed = seal(key, text);
        expect(unseal(key, sealed)).toBe(text);
        expect(sealed).not.toBe(seal(key, text));
        expect(() => unseal('cd'.repeat(32), sealed)).toThrow();
      }),
      { numRuns: 50 },
    );
  });
  it('is refused when one bit of it changed', () => {
    const sealed = Buffer.from(seal(key, 'https://example.org/?key=1'), 'base64');
    for (let at = 0; at < sealed.length; at++) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => unseal(key, changed.toString('base64'))).toThrow();
    }
  });
});
