import type { IncomingMessage } from 'node:http';
import { clientAddress, networkOf } from '../../../server/platform/doors/client-address.ts';

const from = (forwarded: string | undefined, proxies: number) =>
  clientAddress(
    {
      headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
      socket: { remoteAddress: '10.0.0.1' },
    } as unknown as IncomingMessage, // as much of a request as the rule reads
    proxies,
  );

it.each([
  ['nobody before it', undefined, 0, '10.0.0.1'],
  ['no proxy trusted: what anybody may write is not believed', '203.0.113.7', 0, '10.0.0.1'],
  ['one proxy', '203.0.113.7', 1, '203.0.113.7'],
  ['one proxy, and what the caller made up', '1.1.1.1, 203.0.113.7', 1, '203.0.113.7'],
  ['two proxies', '1.1.1.1, 203.0.113.7, 10.0.0.2', 2, '203.0.113.7'],
  ['fewer hops than proxies', '203.0.113.7', 3, '203.0.113.7'],
  ['an empty header', '', 1, '10.0.0.1'],
])('%s', (_, forwarded, proxies, address) => expect(from(forwarded, proxies)).toBe(address));

it.each([
  ['203.0.113.77', '203.0.113.*'],
  ['::ffff:203.0.113.77', '203.0.113.*'],
  ['2001:db8:85a3:8d3::1', '2001:db8:85a3:*'],
  ['2001:0db8:85a3::1', '2001:db8:85a3:*'],
  ['2001:db8::1', '2001:db8:0:*'],
  ['fe80::1%eth0', 'fe80:0:0:*'],
  ['::1', '0:0:0:*'],
  ['', ''],
])('%s lies in the network %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
