import { join } from 'node:path';
import { addressOf } from '../../../server/domain/addresses.ts';

type Offered = { path: string; nav: { label: { zh: string }; section: string } };
type Query = Record<string, string | readonly string[]>;
type Address = ((...given: (string | Query)[]) => string) & { pattern: string };
type Organisation = { kind: string; state?: string; memberRole?: string };

/** Loaded by path, for their types are the browser's. */
const load = async () => ({
  ...((await import(join('..', '..', '..', 'client', 'app', 'screens.ts'))) as {
    screens: readonly { path: string }[];
    entriesFor: (me: unknown) => readonly Offered[];
  }),
  ...((await import(join('..', '..', '..', 'client', 'lib', 'paths.ts'))) as { paths: Record<string, Address> }),
});

test('every address has a screen, and every screen an address', async () => {
  const { screens, paths } = await load();
  const patterns = Object.values(paths).map(({ pattern }) => pattern);
  expect(screens.map(({ path }) => path).sort()).toEqual(patterns.sort());
});

test('an address takes its ids and a query, written so that the router reads the same again', async () => {
  const { patentMatches, deals, signIn, patents } = (await load()).paths;
  expect(patentMatches!('a/b')).toBe('/patents/a%2Fb/matches');
  expect(deals!({ show: 'mine' })).toBe('/deals?show=mine');
  expect(deals!({})).toBe('/deals');
  expect(signIn!({ to: '/needs?text=涂层' })).toBe('/sign-in?to=%2Fneeds%3Ftext%3D%E6%B6%82%E5%B1%82');
  expect(patents!({ route: ['equity', 'financing'] })).toBe('/patents?route=equity&route=financing');
});

describe('the navigation', () => {
  const offered = async (organisation: Organisation | null, isAdministrator = false) => {
    const me = {
      isAdministrator,
      organisation: organisation && { state: 'approved', memberRole: 'editor', ...organisation },
    };
    return (await load()).entriesFor(me).map(({ nav }) => nav.label.zh);
  };
  const everybody = ['首页', '找专利', '找需求'];

  test('leads nobody in particular to what is public', async () => {
    expect((await load()).entriesFor(null).map(({ nav }) => nav.label.zh)).toEqual(everybody);
  });

  test.each(['university', 'institute', 'company'])('offers a %s its own patents, needs and deals', async (kind) => {
    const own = [
      '首页',
      '待办与消息',
      '找专利',
      '本单位专利',
      '找需求',
      '本单位需求',
      '匹配推荐',
      '提问',
      '批量导入',
      '我的关注',
      '交易',
      '合同',
    ];
    expect(await offered({ kind })).toEqual(own);
  });

  test('offers a centre its figures besides, and no patents of its own', async () => {
    const own = [
      '首页',
      '待办与消息',
      '找专利',
      '找需求',
      '本单位需求',
      '匹配推荐',
      '提问',
      '批量导入',
      '我的关注',
      '交易',
      '合同',
      '转化运营数据',
    ];
    expect(await offered({ kind: 'centre' })).toEqual(own);
  });

  test('offers an authority and the administrator what they decide about', async () => {
    const decided = ['首页', '待办与消息', '找专利', '找需求', '我的关注', '入驻单位', '参数', '节假日安排'];
    expect(await offered({ kind: 'authority' })).toEqual(decided);
    expect(await offered(null, true)).toEqual([...decided, '系统运行状况', '后台任务']);
  });

  test("offers the members only to an organisation's own administrator", async () => {
    expect(await offered({ kind: 'company', memberRole: 'admin' })).toContain('成员');
    expect(await offered({ kind: 'company', memberRole: 'signer' })).not.toContain('成员');
  });

  test.each(['pending', 'refused', 'suspended'])('offers a %s organisation no more than a visitor', async (state) => {
    expect(await offered({ kind: 'centre', state, memberRole: 'admin' })).toEqual([...everybody, '我的关注']);
  });
});

test('what the server links to are addresses that the browser knows', async () => {
  const { paths } = await load();
  const kinds = ['patent', 'need', 'deal', 'contract', 'import', 'organisation'];
  expect(kinds.map((kind) => addressOf(`${kind}:abc`))).toEqual(kinds.map((kind) => paths[kind]!('abc')));
  expect(['room:abc', 'match:abc', 'constructor:abc', ''].map(addressOf)).toEqual(['/deals/abc', '/', '/', '/']);
});
