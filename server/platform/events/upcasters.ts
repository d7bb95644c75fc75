import { type Concerns, concerning } from '../../domain/event.ts';
import type { EventType } from '../../domain/events.ts';

/** The version that events are written with now. */
export const eventVersion = 2;

/** What of an event on disk depends on its version. */
export type Kept = Readonly<{
  v: number;
  stream: string;
  type: string;
  data: Readonly<Record<string, unknown>>;
  concerns: Concerns;
}>;
type Lift = (kept: Kept) => Partial<Pick<Kept, 'type' | 'data' | 'concerns'>>;

/**
 * Pure steps that lift an event of a version to the next, by `type@version`; each ships with its test. Events on disk are
 * never rewritten, and nobody but the event store sees one as it lies there.
 */
const upcasters: Readonly<Partial<Record<`${EventType | GoneType}@${number}`, Lift>>> = {
  'deal.offered@1': ({ data }) => ({ data: withAreas(data) }),
  'deal.accepted@1': ({ data }) => ({ data: withAreas(data) }),
  'deal.contractAttached@1': () => ({ type: 'deal.fileAttached' }),
  /** The first signature and the last were one event; which file it was stood in the event before. */
  'deal.signed@1': ({ data: { by, isComplete, signedOn } }) =>
    isComplete ? { data: { by, sha256: '', signedOn } } : { type: 'deal.fileConfirmed', data: { by, sha256: '' } },
};
/** A type that has another name now. What stands in a contract's own stream today is not among them. */
type GoneType = 'deal.contractAttached';

/** Where terms hold was words alone, of which an event kept the proof. */
function withAreas({ terms, ...data }: Kept['data']): Kept['data'] {
  if (typeof terms !== 'object' || terms === null || !('territoryDigest' in terms)) return { ...data, terms };
  const { territoryDigest: wordsDigest, ...others } = terms;
  return { ...data, terms: { ...others, territory: { codes: 'all', wordsDigest } } };
}

/** What happened to the shape of every event, by the version that it had before. */
const forAll: Readonly<Record<number, Lift>> = {
  /** Version 1 had no `concerns`: it named some of them among the facts, and those of a deal apart, as `parties`. */
  1: ({ stream, data: { parties, ...data } }) => {
    const named = { ...data, ...(typeof parties === 'object' ? parties : {}) };
    const ids = (...names: readonly string[]) =>
      Object.entries(named).flatMap(([name, value]) => (names.includes(name) ? [value].flat() : []));
    const texts = (values: readonly unknown[]) => values.filter((value) => typeof value === 'string');
    const things = (kind: string, ...names: readonly string[]) => texts(ids(...names)).map((id) => `${kind}:${id}`);
    const concerns = concerning({
      organisations: texts(ids('organisationId', 'supplierId', 'demanderId', 'centreId', 'centreIds')),
      things: [stream, ...things('need', 'needId'), ...things('patent', 'patentId', 'patentIds')],
      place: texts(ids('place'))[0],
    });
    return { data, concerns };
  },
};

/** An event in its newest form. */
export function upcast(kept: Kept): Kept {
  let lifted = kept;
  for (let v = kept.v; v < eventVersion; v++) {
    lifted = { ...lifted, ...forAll[v]?.(lifted), v: v + 1 };
    lifted = { ...lifted, ...(upcasters as Record<string, Lift | undefined>)[`${kept.type}@${v}`]?.(lifted) }; // a type read from disk
  }
  return lifted;
}
