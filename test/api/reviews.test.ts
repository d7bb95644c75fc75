import { newId, startApp, type TestApp } from '../support/app.ts';
import { invite } from '../support/members.ts';
import { member } from '../support/people.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

describe('what an organisation reviews', () => {
  it('is nothing until its admin decides, and only an admin decides', async () => {
    const university = await member(app, 'university');
    const editor = await invite(app, university, 'editor');
    expect(await editor.call('reviews.get')).toEqual({ version: 0, patents: false, needs: false });
    const body = { commandId: newId(), expectedVersion: 0, patents: true, needs: false };
    expect(await editor.refusal('reviews.choose', { body })).toMatchObject({ code: 'NOT_ALLOWED' });
    const first = await university.call('reviews.choose', { body });
    expect(await university.call('reviews.choose', { body })).toEqual(first);
    expect(await editor.call('reviews.get')).toEqual({ version: 1, patents: true, needs: false });
    expect(await university.refusal('reviews.choose', { body: { ...body, commandId: newId() } })).toMatchObject({
      code: 'CONFLICT',
    });
    await university.call('reviews.choose', {
      body: { ...body, commandId: newId(), expectedVersion: 1, patents: false },
    });
    expect((await (await member(app, 'company')).call('reviews.get')).version).toBe(0);
  });
});
