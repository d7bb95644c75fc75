import type { Output } from '../../../server/api/operations.ts';

export type CalendarYear = Output<'calendars.list'>['items'][number];
