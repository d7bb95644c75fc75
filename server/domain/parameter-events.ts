import type { CalendarDate } from './calendar.ts';
import type { ParameterKey, ParameterValue } from './parameters.ts';

/** A threshold or day count that somebody set: `parameter:<id>`. */
export type ParameterEvents = {
  'parameter.set': Readonly<{
    key: ParameterKey;
    place: string;
    effectiveFrom: CalendarDate;
    value: ParameterValue;
    sourceDigest: string;
  }>;
};

/** What an organisation has looked at before it is shown: `reviews:<organisation>`. */
export type ReviewEvents = { 'reviews.chosen': Readonly<{ patents: boolean; needs: boolean }> };
