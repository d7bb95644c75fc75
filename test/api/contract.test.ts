import { operations } from '../../server/api/operations.ts';
import type { Operation } from '../../server/api/operation.ts';
import { Caller, startApp, type TestApp } from '../support/app.ts';

describe('the table of operations', () => {
  const rows = Object.entries<Operation>(operations);
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.stop());

  it('has one row a route', () => {
    const routes = rows.map(([, { method, path }]) => `${method} ${path.replace(/:\w+/g, ':')}`);
    expect(new Set(routes).size).toBe(routes.length);
  });

  it('says for every row who may call it, and mounts it: nobody signed in gets past any but the open ones', async () => {
    const nobody = new Caller(app.address);
    const someId = '01890000-0000-7000-8000-000000000000';
    for (const [name, row] of rows) {
      const params = Object.fromEntries([...row.path.matchAll(/:(\w+)/g)].map(([, key]) => [key, someId]));
      const response = await nobody.send(name as keyof typeof operations, {
        params,
        ...(row.body ? { body: {} } : {}),
      });
      const { code } = ((await response.json()) ?? {}) as { code?: string };
      if (row.who === 'anyone') expect([name, code]).not.toEqual([name, 'NOT_AUTHENTICATED']);
      else expect([name, response.status, code]).toEqual([name, 401, 'NOT_AUTHENTICATED']);
    }
  });

  it('answers an unknown path of the API with the one error body', async () => {
    const response = await fetch(`${app.address}/api/nothing-here`);
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(await response.json()).toMatchObject({
      code: 'NOT_FOUND',
      fields: [],
      requestId: expect.stringMatching(/\S/),
    });
  });
});
