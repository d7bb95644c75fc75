import { calendarDate, dateInShanghai } from '../../server/domain/calendar.ts';
import { parameterAt } from '../../server/domain/parameters.ts';
import { step } from '../../server/domain/process.ts';
import { system } from '../../server/domain/actors.ts';
import { calendarsService } from '../../server/features/calendars/calendars.service.ts';
import { calendarsStore } from '../../server/features/calendars/calendars.store.ts';
import { deadlineJobs } from '../../server/features/calendars/deadlines.jobs.ts';
import { givingMany, recounting } from '../../server/platform/jobs/due-things.ts';
import { createScheduler } from '../../server/platform/jobs/scheduler.ts';
import { newId } from '../support/app.ts';
import { type Notice, noticeDue, noticeProcess, noticeStore } from '../support/notice.store.ts';
import { startPlatform } from '../support/platform.ts';

async function exchange() {
  const platform = await startPlatform();
  const { database, commands, clock, jobs, logger } = platform;
  const scheduler = createScheduler({ database, jobs, clock, logger });
  const store = noticeStore(database);
  const calendars = calendarsService({
    store: calendarsStore(database),
    commands,
    plan: scheduler.plan,
    entryAt: async (key, place, day) => {
      const entry = parameterAt(key, [], place, day);
      if (!entry) throw new Error(key);
      return entry;
    },
  });
  const things = {
    giveDue: givingMany<Notice, 'publish' | 'end'>({
      ...{ kind: 'notices', store, commands, nextDue: noticeDue },
      after: (notice, command) => ({
        ...notice,
        version: notice.version + 1,
        state: step(noticeProcess, notice.state, command, ['system'], undefined),
        deadline: null,
      }),
      event: (_, changed) => ({ type: 'needs.expired', data: { changed } }),
    }),
    recount: recounting('notices', store, commands),
  };
  const handlers = deadlineJobs(() => [things], calendars.calendar);
  scheduler.add(handlers);
  await platform.prepare();
  for (const { kind, next } of handlers) if (next) await jobs.putOnce(`every:${kind}`, kind, next(clock.now()));

  return {
    ...{ platform, store, clock, calendars },
    publish: async (day: string): Promise<string> => {
      const terms = await calendars.termsOf(noticeProcess, '330100', calendarDate(day));
      const state = step(noticeProcess, 'written', 'publish', ['writer'], undefined);
      const deadline = terms({ from: 'written', command: 'publish', to: state }, null);
      const notice: Notice = { _id: newId(), v: 1, version: 1, organisationId: newId(), state, deadline };
      await store.save(notice);
      return notice._id;
    },
    importYear: (year: number, daysOff: string[], workdays: string[], number = '国办发明电〔2026〕0号') =>
      calendars.import(system, year, {
        ...{ commandId: newId(), expectedVersion: 0 },
        notice: { number, title: '通知', publishedOn: '2026-11-05', url: 'https://www.gov.cn/' },
        ...{ daysOff, workdays, local: [] },
      }),
    atNight: async (day: string) => {
      clock.set(`${day}T18:00:00.000Z`);
      await scheduler.runDue();
      return dateInShanghai(clock.now());
    },
  };
}

it('gives the command of the table once the last working day has passed, and not on it', async () => {
  const { platform, publish, store, atNight } = await exchange();
  const id = await publish('2026-09-24');
  expect((await store.notice(id))?.deadline).toMatchObject({
    ...{ firstDay: '2026-09-25', lastDay: '2026-10-09', days: 5, counting: 'working', isProvisional: false },
    source: '产业知识产权运营中心建设管理工作指引（暂行） 七',
  });
  await atNight('2026-10-08');
  expect((await store.notice(id))?.state).toBe('public');
  await atNight('2026-10-09');
  expect(await store.notice(id)).toMatchObject({ state: 'over', version: 2, deadline: null, dueOn: null });
  await platform.stop();
});

it('decides nothing on a provisional day, and counts anew and goes on when the notice of the year is known', async () => {
  const { platform, publish, store, atNight, importYear } = await exchange();
  const id = await publish('2026-12-28');
  const other = await publish('2026-12-14');
  expect(await store.notice(id)).toMatchObject({
    deadline: { lastDay: '2027-01-05', isProvisional: true },
    dueOn: null,
  });
  await atNight('2027-01-20');
  expect((await store.notice(id))?.state).toBe('public');
  expect((await store.notice(other))?.state).toBe('over');

  await importYear(2027, ['2027-01-01', '2027-01-02', '2027-01-03', '2027-01-04'], ['2027-01-09']);
  await atNight('2027-01-21');
  expect(await store.notice(id)).toMatchObject({ state: 'over', version: 2 });
  const moved = (await platform.events.ofStream('recount:notices-2027')).map(({ data }) => data);
  expect(moved).toEqual([{ year: 2027, kind: 'notices', changed: [id] }]);
  await platform.stop();
});

it('keeps the days with which a term began, whatever a correction of the calendar moves', async () => {
  const { platform, publish, store, atNight, importYear } = await exchange();
  const id = await publish('2026-12-28');
  await importYear(2027, ['2027-01-01'], []);
  await atNight('2026-12-29');
  expect(await store.notice(id)).toMatchObject({
    version: 1,
    dueOn: '2027-01-05',
    deadline: { days: 5, lastDay: '2027-01-05', isProvisional: false },
  });
  await platform.stop();
});

it('refuses a notice with days of another year, or a make-up day in the week', async () => {
  const { platform, importYear } = await exchange();
  await expect(importYear(2027, ['2028-01-01'], [])).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  await expect(importYear(2027, ['2027-01-01'], ['2027-01-05'])).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  await platform.stop();
});
