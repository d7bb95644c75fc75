import { createHash } from 'node:crypto';
import {
  contentDigest,
  doubleKey,
  identityOf,
  isNamedHolder,
  mayBeDoubles,
  namesOf,
} from '../../../../server/domain/patents/identity.ts';
import type { PatentContent } from '../../../../server/domain/patents/patent-content.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const content = (more: Partial<PatentContent> = {}): PatentContent => ({
  title: '一种测试方法',
  holders: ['腾讯科技(北京)有限公司'],
  inventors: [],
  ipc: [],
  locarno: [],
  keywords: [],
  routes: [],
  ...more,
});

describe('the identity of a patent', () => {
  it('is the application number, whatever its check character looked like', () => {
    expect(
      identityOf(content({ applicationNumber: '201710601862.3', publicationNumber: 'CN107000001A' }), sha256),
    ).toBe('application:201710601862');
  });

  it('is else the publication number without its kind code', () => {
    const [a, b] = ['CN111504366A', 'CN111504366B'].map((publicationNumber) => content({ publicationNumber }));
    expect(identityOf(a!, sha256)).toBe(identityOf(b!, sha256));
  });

  it('is else the digest of the whole row, in which the order of fields and empty fields do not count', () => {
    const row = content({ abstract: '一' });
    const { title, ...rest } = row;
    expect(identityOf({ ...rest, title }, sha256)).toBe(identityOf(row, sha256));
    expect(identityOf(content({ abstract: '二' }), sha256)).not.toBe(identityOf(row, sha256));
    expect(contentDigest(row, sha256)).toBe(contentDigest({ ...row }, sha256));
  });

  it('is found again by the publication number alone', () => {
    const both = content({ applicationNumber: '201710601862.3', publicationNumber: 'CN107000001A' });
    expect(namesOf(both, sha256)).toContain(identityOf(content({ publicationNumber: 'CN107000001B' }), sha256));
  });
});

describe('possible doubles', () => {
  it('share title and holders in any spelling', () => {
    const other = content({ title: '一种 测试方法。', holders: ['腾讯科技（北京）有限公司'], abstract: '别的文字' });
    expect(doubleKey(other)).toBe(doubleKey(content()));
    expect(mayBeDoubles(content(), other)).toBe(true);
  });

  it('are not told from a title alone', () => {
    expect(doubleKey(content({ holders: [] }))).toBeUndefined();
  });

  it('are none when their numbers differ', () => {
    const a = content({ applicationNumber: '201710601862.3' });
    expect(mayBeDoubles(a, content({ applicationNumber: '201720601862.X' }))).toBe(false);
    expect(mayBeDoubles(a, content({ publicationNumber: 'CN107000001A' }))).toBe(true);
    const published = (publicationNumber: string) => content({ publicationNumber });
    expect(mayBeDoubles(published('CN107000001A'), published('CN107000002A'))).toBe(false);
    expect(mayBeDoubles(published('CN107000001A'), published('CN107000001B'))).toBe(true);
  });
});

describe('a named holder', () => {
  it('is the organisation when only brackets and spaces differ', () => {
    expect(isNamedHolder(['腾讯科技（北京）有限公司'], '腾讯科技(北京) 有限公司')).toBe(true);
    expect(isNamedHolder(['腾讯科技（深圳）有限公司'], '腾讯科技(北京)有限公司')).toBe(false);
    expect(isNamedHolder([], '清华大学')).toBe(false);
  });
});
