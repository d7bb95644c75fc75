import fc from 'fast-check';
import { applicationCheck, applicationNumber } from '../../../../server/domain/patents/application-number.ts';
import { publicationNumber } from '../../../../server/domain/patents/publication-number.ts';

const newDigits = fc
  .tuple(fc.integer({ min: 2003, max: 2040 }), fc.constantFrom('1', '2', '3', '8', '9'), fc.nat(9_999_999))
  .map(([year, kind, serial]) => `${year}${kind}${String(serial).padStart(7, '0')}`);
const oldDigits = fc
  .tuple(fc.integer({ min: 85, max: 103 }), fc.constantFrom('1', '2', '3', '8', '9'), fc.nat(99_999))
  .map(([year, kind, serial]) => `${String(year % 100).padStart(2, '0')}${kind}${String(serial).padStart(5, '0')}`);

describe('application numbers', () => {
  it('works out the check characters of real numbers', () => {
    expect(applicationCheck('201710601862')).toBe('3');
    expect(applicationCheck('200310102344')).toBe('5');
    expect(applicationCheck('97101765')).toBe('4');
    expect(applicationCheck('95115608')).toBe('X');
  });

  it.each([
    'CN201710601862.3',
    'ZL 2017 1 0601862.3',
    '2017106018623',
    'cn201710601862',
    '２０１７１０６０１８６２．３',
    'ZL201710601862.3',
    '专利号：ZL201710601862.3',
    '申请号:CN201710601862.3',
  ])('reads %j as one number', (text) => {
    expect(applicationNumber(text)).toEqual({
      digits: '201710601862',
      text: '201710601862.3',
      year: 2017,
      type: 'invention',
      isPct: false,
    });
  });

  it('reads the form before October 2003', () => {
    expect(applicationNumber('ZL95115608.X')).toMatchObject({ digits: '95115608', year: 1995, type: 'invention' });
    expect(applicationNumber('CN01230001')).toMatchObject({ year: 2001, type: 'utilityModel' });
    expect(applicationNumber('03350001')).toMatchObject({ year: 2003, type: 'design' });
  });

  it('knows national phases of international applications', () => {
    expect(applicationNumber('201880012345')).toMatchObject({ isPct: true, type: 'invention' });
    expect(applicationNumber('201990012345')).toMatchObject({ isPct: true, type: 'utilityModel' });
  });

  it.each(['', 'CN', '20171060186', '201740601862.3', '199910601862', '05110001', '201710601862.33', 'CN114081026A'])(
    'refuses the form %j',
    (text) => {
      expect(() => applicationNumber(text)).toThrow('patents.applicationNumber.form');
    },
  );

  it.each([
    ['US2017106018', 'patents.applicationNumber.foreign'],
    ['TW109123456', 'patents.applicationNumber.foreign'],
    ['WO2021123456A1', 'patents.applicationNumber.international'],
    ['PCT/CN2020/123456', 'patents.applicationNumber.international'],
    ['2.02E+11', 'patents.applicationNumber.rounded'],
  ])('says what %j is', (text, key) => {
    expect(() => applicationNumber(text)).toThrow(key);
  });

  it('says of a publication number of another country that it is one', () => {
    expect(() => publicationNumber('US10123456B2')).toThrow('patents.publicationNumber.foreign');
    expect(() => publicationNumber('WO2021123456A1')).toThrow('patents.publicationNumber.international');
  });

  it.each(['CN 201710601862 A', 'CN201710601862A 20170721', "'201710601862.3", '201710601862。3'])(
    'reads %j',
    (text) => {
      expect(applicationNumber(text).text).toBe('201710601862.3');
    },
  );

  it('accepts each number with its own check character and refuses it with any other', () => {
    fc.assert(
      fc.property(fc.oneof(newDigits, oldDigits), fc.constantFrom(...'0123456789X'), (digits, check) => {
        const expected = applicationCheck(digits);
        expect(applicationNumber(`CN${digits}.${expected}`).text).toBe(`${digits}.${expected}`);
        if (check !== expected)
          expect(() => applicationNumber(digits + check)).toThrow('patents.applicationNumber.check');
      }),
    );
  });

  it('finds every single wrong digit of a number that has its check character', () => {
    fc.assert(
      fc.property(newDigits, fc.nat(6), fc.integer({ min: 1, max: 9 }), (digits, place, shift) => {
        const at = 5 + place;
        const wrong = digits.slice(0, at) + String((Number(digits[at]) + shift) % 10) + digits.slice(at + 1);
        expect(() => applicationNumber(`${wrong}.${applicationCheck(digits)}`)).toThrow(
          'patents.applicationNumber.check',
        );
      }),
    );
  });
});

describe('publication numbers', () => {
  it('keeps one name for the application and the granted patent', () => {
    const application = publicationNumber('CN111504366A');
    const grant = publicationNumber('cn 111504366 b');
    expect(application).toMatchObject({ withoutKind: 'CN111504366', isGranted: false, type: 'invention' });
    expect(grant).toMatchObject({ withoutKind: 'CN111504366', isGranted: true, text: 'CN111504366B' });
  });

  it.each([
    ['CN215792497U', 'utilityModel'],
    ['CN302345678S', 'design'],
    ['CN1030001C', 'invention'],
    ['CN2030001Y', 'utilityModel'],
    ['CN85100001A', 'invention'],
    ['CN87200001U', 'utilityModel'],
    ['114081026', 'invention'],
    ['CN101234567C1', 'invention'],
  ])('reads %s as %s', (text, type) => {
    expect(publicationNumber(text).type).toBe(type);
  });

  it.each([
    '',
    'CN',
    'CN114081026AA',
    'CN414081026A',
    'CN1140810267A',
    'CN99100001A',
    'CN201710601862.3',
    'CN114081026E',
  ])('refuses the form %j', (text) => {
    expect(() => publicationNumber(text)).toThrow('patents.publicationNumber.form');
  });

  it.each(['CN114081026U', 'CN215792497A', 'CN302345678B'])(
    'refuses %s, whose kind code belongs to another type',
    (text) => {
      expect(() => publicationNumber(text)).toThrow('patents.publicationNumber.kind');
    },
  );
});
