import { addDays, type CalendarDate, dateInShanghai } from '../../domain/calendar.ts';
import type { Part, Raw } from '../../platform/database/migrations.ts';
import type { RawDocument } from '../../platform/database/mongo.ts';
import { forEach } from '../parts.ts';

/** The values that version 1 shipped. Running terms keep their last day. */
const confirmation = { days: 180, parameter: 'listing.confirmEveryDays', source: '本平台默认值 (house default)' };
const answer = { days: 30, parameter: 'match.answerDays', source: '本平台默认值 (house default)' };

const termUntil = (lastDay: CalendarDate, { days, ...of }: typeof confirmation, place: string) => {
  const startedOn = addDays(lastDay, -days);
  return {
    startedOn,
    firstDay: addDays(startedOn, 1),
    lastDay,
    days,
    counting: 'calendar',
    place,
    isProvisional: false,
    ...of,
  };
};

const placeOf = async (raw: Raw, organisationId: unknown): Promise<string> => {
  const owner = await raw('organisations').findById(organisationId).lean<RawDocument | null>();
  const place = owner?.['place'];
  return typeof place === 'string' ? place : '000000';
};

const first = (...days: readonly unknown[]): CalendarDate | null => {
  const known = days.filter((day): day is CalendarDate => typeof day === 'string'); // as version 1 wrote them
  return known.sort()[0] ?? null;
};

/** Turns `confirmBy` into a term; `own` is the last day that the thing itself states. */
const confirmed = async (raw: Raw, { confirmBy, ...thing }: RawDocument, isOffered: boolean, own: unknown) => {
  const deadline =
    isOffered && typeof confirmBy === 'string'
      ? termUntil(confirmBy as CalendarDate, confirmation, await placeOf(raw, thing['organisationId']))
      : null;
  return { ...thing, unitId: null, deadline, dueOn: first(deadline?.lastDay, own) };
};

const patent = async (raw: Raw, { listedAt, ...old }: RawDocument): Promise<RawDocument> => {
  const state = old['state'] === 'listed' ? 'published' : old['state'];
  const mayLapse = state !== 'converted' && state !== 'lapsed';
  const term = mayLapse && typeof old['endsOn'] === 'string' ? addDays(old['endsOn'] as CalendarDate, -1) : null;
  return confirmed(raw, { ...old, state, publishedAt: listedAt }, state === 'published', term);
};

const need = async (raw: Raw, old: RawDocument): Promise<RawDocument> => {
  const isOpen = old['state'] === 'open' || old['state'] === 'answered';
  const { wantedBy } = old['content'] as { wantedBy?: unknown }; // a need has a content
  return confirmed(raw, old, isOpen, isOpen ? wantedBy : null);
};

/** Version 1 kept the last day of an interest in a job, and had a state `seen`, which is a user's read mark now. */
const match = async (raw: Raw, old: RawDocument): Promise<RawDocument> => {
  const job = await raw('jobs').findById(`match:${old._id}:expiry`).lean<RawDocument | null>();
  const isAwaited = old['state'] === 'interestedBySupplier' || old['state'] === 'interestedByDemander';
  const due = job?.['dueAt'];
  const lastDay = due instanceof Date ? dateInShanghai(due) : null;
  const deadline = isAwaited && lastDay ? termUntil(lastDay, answer, await placeOf(raw, old['supplierId'])) : null;
  const state = old['state'] === 'seen' ? 'suggested' : old['state'];
  return { ...old, state, deadline, dueOn: deadline?.lastDay ?? null };
};

const each = (what: string, collection: string, lift: (raw: Raw, old: RawDocument) => Promise<RawDocument>): Part =>
  forEach(what, collection, async (old, raw) => {
    await raw(collection).replaceOne({ _id: old._id }, await lift(raw, old));
  });

export const terms: readonly Part[] = [
  each('a listing is published, and its confirmation a term of it', 'patents', patent),
  each('the confirmation of a need is a term of it', 'needs', need),
  each('an interest is answered within a term of its match', 'matches', match),
  forEach('sweeps and timers are no more', 'jobs', async ({ _id, kind }, raw) => {
    const isGone = kind === 'patents.sweep' || kind === 'needs.sweep' || /^match:.*:expiry$/.test(_id);
    if (isGone) await raw('jobs').deleteOne({ _id });
  }),
  forEach('each kind of line has a minimum level of its own', 'parameters', async ({ _id, key, ...value }, raw) => {
    if (typeof key === 'string' && key.startsWith('calendar.')) await raw('parameters').deleteOne({ _id });
    if (key !== 'metrics.minimumLevel') return;
    await raw('parameters').deleteOne({ _id });
    for (const kind of ['contracted', 'received', 'refunded', 'contributed', 'drawn'])
      await raw('parameters').create([{ _id: `${_id}:${kind}`, key: `metrics.${kind}Level`, ...value }]);
  }),
];
