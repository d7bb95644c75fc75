import type { CalendarDate } from './calendar.ts';
import type { ParameterKey, ParameterValue } from './parameters.ts';

/** A threshold or number of days was set; stream `parameter:<id>`. */
export type ParameterEvents = {
  'parameter.set': Readonly<{
    key: ParameterKey;
    place: string;
    effectiveFrom: CalendarDate;
    value: ParameterValue;
    sourceDigest: string;
  }>;
};

/** Which listings an organisation reviews before they are published; stream `reviews:<organisation>`. */
export type ReviewEvents = { 'reviews.chosen': Readonly<{ patents: boolean; needs: boolean }> };
