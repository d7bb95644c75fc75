import type { CalendarDate } from '../calendar.ts';
import type { FileProof } from '../contracts/evidence.ts';
import type { MoneyWire } from '../money.ts';
import type { PanelPurpose, PanelStep } from './panel.ts';

type Judged = Readonly<{ id: string; thing: string; applicantId: string }>;

/**
 * Of panels, stream `panel:<id>`, and of seats, stream `seat:<id>`. Scores, comments and reasons appear only as digests:
 * what an organiser could not change shows by them.
 */
export type PanelEvents = {
  'panel.created': Readonly<{
    purpose: PanelPurpose;
    things: readonly Judged[];
    each: number;
    softDay: CalendarDate;
    hardDay: CalendarDate;
    formDigest: string;
  }>;
  'panel.revised': Readonly<{ fields: readonly string[]; things: readonly Judged[]; each: number }>;
  'panel.formRevised': Readonly<{ formVersion: number; formDigest: string }>;
  'panel.daysSet': Readonly<{ softDay: CalendarDate; hardDay: CalendarDate }>;
  'panel.assigned': Readonly<{
    assigned: readonly Readonly<{ seatId: string; userId: string; thingIds: readonly string[] }>[];
    lacking: readonly Readonly<{ thingId: string; missing: number }>[];
  }>;
  'panel.recused': Readonly<{ userId: string; thingId: string; reasonDigest: string }>;
  'panel.stepRecorded': Readonly<{
    stepId: string;
    kind: PanelStep['kind'];
    on: CalendarDate;
    thingId: string | null;
    file: FileProof | null;
    noteDigest: string;
  }>;
  'panel.closed': Readonly<{
    chosen: readonly string[];
    results: readonly Readonly<{ thingId: string; score: number | null; answers: number }>[];
    reasonDigest: string;
  }>;
  'panel.cancelled': Readonly<{ reasonDigest: string }>;
  'seat.undertaken': Readonly<{ undertaking: string; conflicts: readonly string[]; thingIds: readonly string[] }>;
  'seat.conflictDeclared': Readonly<{ thingId: string; reasonDigest: string }>;
  'seat.answered': Readonly<{
    thingId: string;
    formVersion: number;
    scoresDigest: string;
    toApplicantDigest: string;
    toPanelDigest: string;
    isLate: boolean;
  }>;
  'seat.declined': Readonly<{ reasonDigest: string }>;
  'seat.released': Readonly<{ reasonDigest: string }>;
  'seat.feeSet': Readonly<{ fee: MoneyWire | null }>;
};
