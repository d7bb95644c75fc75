import { Caller, newId, startApp, type TestApp } from '../support/app.ts';
import { administrator, member } from '../support/people.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const request = (expectedVersion = 0, daysOff = ['2027-01-01']) => ({
  params: { year: 2027 },
  body: {
    ...{ commandId: newId(), expectedVersion },
    notice: { number: '国办发明电〔2026〕0号', title: '通知', publishedOn: '2026-11-05', url: 'https://www.gov.cn/x' },
    ...{ daysOff, workdays: ['2027-01-09'], local: [] },
  },
});

describe('calendar years', () => {
  it('are public with their notices; the one that follows is provisional until an administrator imports it', async () => {
    const anybody = new Caller(app.address);
    const years = async () =>
      (await anybody.call('calendars.list')).items.map(({ year, notice }) => `${year} ${notice?.number ?? '暂定'}`);
    const shipped = ['2024 国办发明电〔2023〕7号', '2025 国办发明电〔2024〕12号', '2026 国办发明电〔2025〕7号'];
    expect(await years()).toEqual([...shipped, '2027 暂定']);

    expect(await (await member(app, 'centre')).refusal('calendars.import', request())).toMatchObject({
      code: 'NOT_ALLOWED',
    });
    const admin = await administrator(app);
    await admin.call('calendars.import', request());
    expect(await years()).toEqual([...shipped, '2027 国办发明电〔2026〕0号', '2028 暂定']);
    expect(await admin.refusal('calendars.import', request())).toMatchObject({ code: 'CONFLICT' });
    await admin.call('calendars.import', request(1, ['2027-01-01', '2027-01-02']));
    const { items } = await anybody.call('calendars.list');
    expect(items.find(({ year }) => year === 2027)).toMatchObject({
      version: 2,
      isProvisional: false,
      daysOff: ['2027-01-01', '2027-01-02'],
    });
  });

  it('refuse what no notice can say', async () => {
    const admin = await administrator(app);
    expect(await admin.refusal('calendars.import', request(2, ['2029-01-01']))).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'daysOff' }],
    });
  });
});
