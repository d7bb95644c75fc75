import { listMarks } from '../../server/features/matches/list-marks.store.ts';
import { matchIdOf } from '../../server/features/matches/match-rules.ts';
import { systemClock } from '../../server/platform/clock.ts';
import { newId, startApp, type TestApp } from '../support/app.ts';
import { listPatent, publishNeed } from '../support/listings.ts';
import { member, type Member } from '../support/people.ts';
import { until } from '../support/progress.ts';

let app: TestApp;
let university: Member;
let company: Member;

beforeAll(async () => {
  app = await startApp({ clock: systemClock });
  university = await member(app, 'university');
  company = await member(app, 'company');
});
afterAll(() => app.stop());

describe('three thousand lists to be made anew at once', () => {
  it('let what somebody just published come first, and are worked off', async () => {
    const patentId = await listPatent(university, {
      title: '等离子体活化催化床层',
      abstract: '等离子体活化催化床层。',
    });
    await app.settle();
    const marks = listMarks(app.app.database, newId);
    const gone = Array.from({ length: 3_000 }, newId);
    for (let from = 0; from < gone.length; from += 1_000)
      await marks.add(from % 2_000 ? 'need' : 'patent', gone.slice(from, from + 1_000), false);
    const left = async () => (await marks.next(new Date(), 20_000)).length;
    expect(await left()).toBeGreaterThan(2_500);

    const needId = await publishNeed(company, { title: '等离子体活化催化床层', description: '等离子体活化催化床层。' });
    const isSuggested = async () =>
      (await company.call('matches.fresh', {})).items.some(({ id }) => id === matchIdOf(needId, patentId));
    await until(isSuggested, left, 50);
    expect(await left()).toBeGreaterThan(300); // not by waiting for all the others

    await until(() => app.app.matching.isSettled(), left, 100);
    expect(await left()).toBe(0);
  });
});
