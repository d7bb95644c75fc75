import { BlockList, isIP } from 'node:net';

/**
 * Addresses that are not of the public internet, from the registries of special-purpose addresses of IANA (RFC 6890 and
 * later): own machine, private networks, link-local (cloud metadata is there), documentation, multicast, reserved, and
 * those of IPv6 that hide one of IPv4 (mapped, NAT64, 6to4, Teredo).
 */
const special: readonly (readonly [network: string, prefix: number])[] = [
  ...([
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
  ] as const),
  ...([
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.0.2.0', 24],
    ['192.88.99.0', 24],
    ['192.168.0.0', 16],
  ] as const),
  ...([
    ['198.18.0.0', 15],
    ['198.51.100.0', 24],
    ['203.0.113.0', 24],
    ['224.0.0.0', 4],
    ['240.0.0.0', 4],
  ] as const),
  ...([
    ['::', 96],
    ['::ffff:0:0', 96],
    ['64:ff9b::', 96],
    ['64:ff9b:1::', 48],
    ['100::', 64],
  ] as const),
  ...([
    ['2001::', 23],
    ['2001:db8::', 32],
    ['2002::', 16],
    ['3fff::', 20],
    ['5f00::', 16],
  ] as const),
  ...([
    ['fc00::', 7],
    ['fe80::', 10],
    ['fec0::', 10],
    ['ff00::', 8],
  ] as const),
];

/** One list a family: in a common one every address of IPv4 would count as one of IPv6 that hides it. */
const lists = { ipv4: new BlockList(), ipv6: new BlockList() };
for (const [network, prefix] of special) {
  const family = network.includes(':') ? 'ipv6' : 'ipv4';
  lists[family].addSubnet(network, prefix, family);
}

const bare = (host: string): string => host.replace(/^\[|\]$/g, '');

/** Whether the host of an address is a number, with the brackets of IPv6 or without, and no name. */
export const isIpAddress = (host: string): boolean => isIP(bare(host)) !== 0;

/** Whether an IP address belongs to the public internet; false for what is no IP address. */
export function isPublicAddress(host: string): boolean {
  const address = bare(host);
  const family = isIP(address);
  // a zone (fe80::1%eth0) only means something on this machine
  if (family === 0 || address.includes('%')) return false;
  return family === 6 ? !lists.ipv6.check(address, 'ipv6') : !lists.ipv4.check(address, 'ipv4');
}
