import { newId, startApp, type TestApp } from '../support/app.ts';
import { administrator, member } from '../support/people.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const setting = (changes: object = {}) => ({
  id: newId(),
  commandId: newId(),
  expectedVersion: 0 as const,
  key: 'price.publicityDays' as const,
  place: '330000',
  effectiveFrom: '2026-01-01',
  value: 20,
  source: '浙江省促进科技成果转化条例',
  ...changes,
});

describe('parameters', () => {
  it('hold for a place from a day on, set by the authority of that place or an administrator alone', async () => {
    const authority = await member(app, 'authority', { place: '330000', level: 'province' });
    await authority.call('parameters.set', { body: setting() });
    expect(await authority.refusal('parameters.set', { body: setting({ place: '320000' }) })).toMatchObject({
      code: 'NOT_ALLOWED',
    });
    expect(await (await member(app, 'centre')).refusal('parameters.set', { body: setting() })).toMatchObject({
      code: 'NOT_ALLOWED',
    });
    await (await administrator(app)).call('parameters.set', { body: setting({ place: '320000', value: 30 }) });

    const { items } = await authority.call('parameters.list');
    const found = items.find(({ key }) => key === 'price.publicityDays');
    expect(found?.values.map(({ place, value }) => [place, value]).sort()).toEqual([
      ['320000', 30],
      ['330000', 15],
      ['330000', 20],
    ]);
  });

  it('take only values of their kind, and places that there are', async () => {
    const admin = await administrator(app);
    expect(await admin.refusal('parameters.set', { body: setting({ place: '999999' }) })).toMatchObject({
      ...{ code: 'INVALID_INPUT', fields: [{ path: 'place' }] },
    });
    for (const value of [-1, 1.5, '15']) {
      expect(await admin.refusal('parameters.set', { body: setting({ value }) })).toMatchObject({
        code: 'INVALID_INPUT',
        fields: [{ path: 'value' }],
      });
    }
  });
});
