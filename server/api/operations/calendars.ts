import { z } from 'zod';
import { command, date, knownPlace, named, outcome, place, title, version } from '../common.ts';
import { operation } from '../operation.ts';

const notice = z.strictObject({ number: title, title, publishedOn: date, url: z.url().max(500) });
const localDayOff = z.strictObject({ place, date, source: title });
const days = z.array(date).max(100);

export const calendarsOperations = {
  'calendars.list': operation({
    summary: 'Calendar years with their days off and make-up days; a year whose notice is not out is provisional',
    method: 'get',
    path: '/api/calendars',
    who: 'anyone',
    out: z.strictObject({
      items: z.array(
        z.strictObject({
          ...{ year: z.int(), version, notice: notice.nullable(), isProvisional: z.boolean() },
          ...{ daysOff: days, workdays: days, local: z.array(localDayOff) },
        }),
      ),
    }),
  }),
  'calendars.import': operation({
    summary: 'Take in the notice of a year; terms of working days that run in it are counted anew',
    method: 'post',
    path: '/api/calendars/:year/import',
    changes: ['calendars', 'patents', 'needs', 'matches'],
    who: 'administrator',
    params: z.strictObject({ year: z.coerce.number().int().min(2024).max(2100) }),
    body: z.strictObject({
      ...command,
      notice,
      daysOff: days.min(1),
      workdays: days,
      local: z.array(localDayOff.extend({ place: knownPlace })).max(500),
    }),
    out: outcome,
  }),
} as const;

named({ CalendarNotice: notice, LocalDayOff: localDayOff });
