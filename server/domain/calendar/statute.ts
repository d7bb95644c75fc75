import { addDays, type CalendarDate, calendarDate, isWeekend } from '../calendar.ts';

/**
 * 春节, 端午 and 中秋 (`MM-DD`) of each year from 2027 in the lunar calendar (GB/T 33661-2017), computed with
 * lunar-javascript 1.7.7. Not from `Intl`, which has 春节 of 2027 a day late: that new moon is minutes before midnight.
 */
const lunarFeasts = [
  ...['02-06 06-09 09-15', '01-26 05-28 10-03', '02-13 06-16 09-22', '02-03 06-05 09-12', '01-23 06-24 10-01'],
  ...['02-11 06-12 09-19', '01-31 06-01 09-08', '02-19 06-20 09-27', '02-08 06-10 09-16', '01-28 05-30 10-04'],
  ...['02-15 06-18 09-24', '02-04 06-07 09-13', '01-24 05-27 10-02', '02-12 06-14 09-20', '02-01 06-03 09-10'],
  ...['01-22 06-22 09-28', '02-10 06-11 09-17', '01-30 05-31 10-05', '02-17 06-19 09-25', '02-06 06-08 09-15'],
];
const firstLunarYear = 2027;

/**
 * The 13 days off that the statute fixes (全国年节及纪念日放假办法, 2024-11-10 修订, 第二条); those on a weekend are made up for on the
 * next working days (第六条). A guess until the notice of the year is out: only the notice says on which days they are
 * made up for and which weekends are worked. Years outside the table of lunar feasts have the solar ones alone.
 */
export function statutoryDaysOff(year: number): CalendarDate[] {
  const on = (day: string) => calendarDate(`${year}-${day}`);
  const [springFestival, ...feasts] = (lunarFeasts[year - firstLunarYear]?.split(' ') ?? []).map(on);
  const festivals = [
    [on('01-01')],
    springFestival ? [-1, 0, 1, 2].map((days) => addDays(springFestival, days)) : [],
    [on(`04-0${qingming(year)}`)],
    [on('05-01'), on('05-02')],
    ...feasts.map((feast) => [feast]),
    [on('10-01'), on('10-02'), on('10-03')],
  ];
  const off = new Set(festivals.flat());
  for (const days of festivals) {
    for (const day of days.filter(isWeekend)) {
      let next = day;
      while (off.has(next) || isWeekend(next)) next = addDays(next, 1);
      off.add(next);
    }
  }
  return [...off].sort();
}

/** The day in April of 清明, by the common formula for solar terms of the 21st century. */
const qingming = (year: number): number => Math.floor((year % 100) * 0.2422 + 4.81) - Math.floor((year % 100) / 4);
