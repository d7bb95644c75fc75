import { type Concerns, concerning } from '../../domain/event.ts';
import type { EventType } from '../../domain/events.ts';

/** The version of new events. */
export const eventVersion = 2;

/** The parts of a stored event that depend on its version. */
export type Kept = Readonly<{
  v: number;
  stream: string;
  type: string;
  data: Readonly<Record<string, unknown>>;
  concerns: Concerns;
}>;
type Lift = (kept: Kept) => Partial<Pick<Kept, 'type' | 'data' | 'concerns'>>;

/** Pure steps from one version of an event to the next, by `type@version`. Stored events never change. */
const upcasters: Readonly<Partial<Record<`${EventType | GoneType}@${number}`, Lift>>> = {
  'deal.offered@1': ({ data }) => ({ data: withAreas(data) }),
  'deal.accepted@1': ({ data }) => ({ data: withAreas(data) }),
  'deal.contractAttached@1': () => ({ type: 'deal.fileAttached' }),
  /** Version 1 had one type for the first and the last signature, and named the file only in the event before. */
  'deal.signed@1': ({ data: { by, isComplete, signedOn } }) =>
    isComplete ? { data: { by, sha256: '', signedOn } } : { type: 'deal.fileConfirmed', data: { by, sha256: '' } },
};
/** Types that have another name now. */
type GoneType = 'deal.contractAttached';

/** Version 1 had the territory as words alone, and their digest in the event. */
function withAreas({ terms, ...data }: Kept['data']): Kept['data'] {
  if (typeof terms !== 'object' || terms === null || !('territoryDigest' in terms)) return { ...data, terms };
  const { territoryDigest: wordsDigest, ...others } = terms;
  return { ...data, terms: { ...others, territory: { codes: 'all', wordsDigest } } };
}

/** Steps for events of every type, by the version that they start from. */
const forAll: Readonly<Record<number, Lift>> = {
  /** Version 1 had no `concerns`; the ids are in the data, and for deals in its `parties`. */
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

/** The event in the newest version. */
export function upcast(kept: Kept): Kept {
  let lifted = kept;
  for (let v = kept.v; v < eventVersion; v++) {
    lifted = { ...lifted, ...forAll[v]?.(lifted), v: v + 1 };
    lifted = { ...lifted, ...(upcasters as Record<string, Lift | undefined>)[`${kept.type}@${v}`]?.(lifted) }; // a type read from disk
  }
  return lifted;
}
