import { operations } from '../../server/api/operations.ts';
import type { Operation } from '../../server/api/operation.ts';
import { startApp, type TestApp } from '../support/app.ts';

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
