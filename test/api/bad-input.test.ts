import { consentVersion } from '../../server/domain/accounts/consent.ts';
import { z } from 'zod';
import type { Operation } from '../../server/api/operation.ts';
import { type OperationName, operations } from '../../server/api/operations.ts';
import { Caller, newId, startApp, type TestApp } from '../support/app.ts';
import { administrator, member, password, someCreditCode } from '../support/people.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { PUBLIC_URL: 'https://exchange.example.org' } });
});
afterAll(() => app.stop());

const body = (changes: object = {}) => ({
  id: newId(),
  commandId: newId(),
  expectedVersion: 0,
  name: 'A company',
  kind: 'company',
  creditCode: someCreditCode(),
  place: '330106',
  admin: { email: `${newId()}@example.org`, password, displayName: 'Li Hua', consent: consentVersion },
  ...changes,
});

describe('bad input gets the one error body, in the language of the caller, and changes nothing', () => {
  const post = (raw: string, language = 'en', type = 'application/json') =>
    fetch(`${app.address}/api/organisations`, {
      method: 'POST',
      headers: { 'content-type': type, 'accept-language': language },
      body: raw,
    });

  it.each(['{', '"text"', '[1]', 'null', '{"a":1}}', ''])('malformed or foreign JSON: %j', async (raw) => {
    const response = await post(raw);
    expect(response.status).toBe(400);
    const problem = (await response.json()) as { code: string; message: string };
    expect(problem.code).toBe('INVALID_INPUT');
    expect(JSON.stringify(problem)).not.toMatch(/at \w+ \(|node_modules|\.ts:/);
  });

  it.each([
    ['an unknown field', { admin2: 1 }, ''],
    ['a wrong type', { name: 7 }, 'name'],
    ['a version that is not zero', { expectedVersion: 1 }, 'expectedVersion'],
    ['an id that is none', { id: 'x' }, 'id'],
    [
      'a short password',
      { admin: { email: 'a@example.org', password: 'short', displayName: 'x', consent: consentVersion } },
      'admin.password',
    ],
    ['a place that is none', { place: 'Hangzhou' }, 'place'],
    ['a poisoned prototype', JSON.parse('{"__proto__": {"isAdministrator": true}, "constructor": 1}'), ''],
  ])('%s', async (_what, changes, field) => {
    const problem = await new Caller(app.address).looseRefusal('organisations.register', {
      body: body(changes as object),
    });
    expect(problem).toMatchObject({ code: 'INVALID_INPUT', status: 400 });
    expect(problem.fields.map(({ path }) => path)).toContain(field);
  });

  it('speaks Chinese about fields too', async () => {
    const problem = await new Caller(app.address, 'zh').looseRefusal('organisations.register', {
      body: body({ name: 7 }),
    });
    expect(problem.message).toMatch(/提交的内容有误：name: 无效输入/);
  });

  it('an oversized body is refused before it is read', async () => {
    const problem = (await (await post(JSON.stringify({ text: 'x'.repeat(1_100_000) }))).json()) as {
      code: string;
      message: string;
    };
    expect(problem).toMatchObject({ code: 'INVALID_INPUT', message: expect.stringContaining('too large') });
  });

  it('a body that is not JSON by its own word is not parsed', async () => {
    expect((await post('{}', 'en', 'text/plain')).status).toBe(400);
    expect((await post('{}', 'en', 'application/json; charset=x-unknown')).status).toBe(400);
  });

  it.each(['1.234', '1e3', '-1.00', '1,000', '', 'NaN', '0x10'])('money as %j', async (amount) => {
    const company = await member(app, 'company');
    const offer = {
      route: 'transfer',
      exclusivity: null,
      territory: { codes: ['000000'], words: '全国' },
      termMonths: null,
      upfront: { amount, currency: 'CNY' },
      royalty: null,
      equityShare: null,
    };
    const problem = await company.looseRefusal('deals.offer', {
      params: { dealId: newId() },
      body: { commandId: newId(), expectedVersion: 1, terms: offer },
    });
    expect(problem).toMatchObject({ code: 'INVALID_INPUT' });
    expect(problem.fields[0]?.path).toMatch(/^terms\.upfront/);
  });

  it.each([
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'same-site', origin: 'https://other.example.org' }, 403],
    // over plain HTTP browsers do not name the site, but the origin
    [{ origin: 'https://elsewhere.example' }, 403],
    [{ origin: 'null' }, 403],
    [{ 'sec-fetch-site': 'same-origin' }, 200],
    [{ origin: 'https://exchange.example.org' }, 200],
    [{}, 200],
  ])('a command from the page of another site is refused: %j', async (headers, status) => {
    const response = await fetch(`${app.address}/api/session`, { method: 'DELETE', headers });
    expect(response.status).toBe(status);
  });

  it.each([
    ['a NUL', 'a\u0000b'],
    ['half a character', 'a\ud800b'],
  ])('text with %s, which would not come back as it was sent', async (_what, text) => {
    const name = await new Caller(app.address).looseRefusal('organisations.register', { body: body({ name: text }) });
    expect(name).toMatchObject({ code: 'INVALID_INPUT', status: 400, fields: [{ path: 'name' }] });
    const admin = { email: `${newId()}@example.org`, password, displayName: text, consent: consentVersion };
    const inner = await new Caller(app.address).looseRefusal('organisations.register', { body: body({ admin }) });
    expect(inner).toMatchObject({ code: 'INVALID_INPUT', fields: [{ path: 'admin.displayName' }] });
  });

  it('an address that can name nothing is not found: there is nothing to correct in it', async () => {
    const company = await member(app, 'company');
    for (const path of ['/api/needs/nothing', '/api/patents/1', '/api/nowhere']) {
      const response = await fetch(app.address + path);
      expect([path, response.status, ((await response.json()) as { code: string }).code]).toEqual([
        path,
        404,
        'NOT_FOUND',
      ]);
    }
    expect(await company.looseRefusal('needs.get', { params: { needId: 'no-id' } })).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await company.looseRefusal('needs.mine', { query: { limit: 'many' } })).toMatchObject({
      code: 'INVALID_INPUT',
    });
  });

  it('a path that is no text, and a body that is not what its encoding says', async () => {
    const path = await fetch(`${app.address}/api/patents/%E0%A4%A`);
    expect([path.status, await path.json()]).toMatchObject([404, { code: 'NOT_FOUND' }]);
    const response = await fetch(`${app.address}/api/organisations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      body: 'not gzip',
    });
    expect([response.status, await response.json()]).toMatchObject([400, { code: 'INVALID_INPUT' }]);
  });

  it('a body as deep as it is long', async () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    for (const raw of [deep, `{"name":${deep}}`, `{"${'a'.repeat(500_000)}":1}`])
      expect((await post(raw)).status).toBe(400);
  });

  it('a cursor that no list of this order gave, in every list', async () => {
    const company = await member(app, 'company');
    const forged = (key: unknown) => Buffer.from(JSON.stringify(key)).toString('base64url');
    // of a list that there is, with values that none of its rows can have
    const inPatents = (...place: unknown[]) => forged(['patents enteredAt', ...place]);
    const inOrganisations = (...place: unknown[]) => forged(['organisations name', ...place]);
    const id = newId();
    const cursors = [
      'x',
      'bnVsbA',
      '',
      '-1',
      '1e3',
      '9'.repeat(400),
      'A'.repeat(2001),
      inPatents('+275760-09-13T00:00:00.000Z', id),
      inPatents('-271821-04-20T00:00:00.000Z', id),
      inPatents('2026-01-01T00:00:00.000Z', 'a\u0000b'),
      inPatents('2026-01-01T00:00:00.000Z', id, 'more'),
      inPatents({ $gt: '' }, id),
      inOrganisations('a\u0000b', id),
      inOrganisations('a\ud800b', id),
      inOrganisations(null, id),
      inOrganisations('甲'),
      inPatents('2026-01-01T00:00:00.000Z', id).slice(0, -9),
      ...[
        [{ $gt: '' }, 1],
        ['no date', 'id'],
        [1e400, 'id'],
        [true, 'id'],
        [-1, {}],
      ].map(forged),
    ];
    const lists = (Object.keys(operations) as OperationName[]).filter((name) => {
      const { path, query }: Operation = operations[name];
      return !path.includes(':') && query instanceof z.ZodObject && 'cursor' in query.shape;
    });
    expect(lists.length).toBeGreaterThan(8);
    const keeper = await administrator(app);
    for (const name of lists)
      for (const caller of [company, keeper])
        for (const cursor of cursors) {
          const { status } = await caller.send(name, { query: { cursor } });
          expect([name, cursor, [400, 401, 403].includes(status) ? 'refused' : status]).toEqual([
            name,
            cursor,
            'refused',
          ]);
        }
    expect(await company.refusal('patents.mine', { query: { cursor: cursors[2] ?? '' } })).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'cursor' }],
    });
  });
});
