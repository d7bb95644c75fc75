import type { CalendarDate } from '../../domain/calendar.ts';
import type { CentreShare } from '../../domain/contracts/contract.ts';
import type { Correction } from '../../domain/contracts/contract-events.ts';
import type { FileProof } from '../../domain/contracts/evidence.ts';
import type { ContractTerms } from '../../domain/contracts/terms.ts';
import type { Territory } from '../../domain/contracts/territory.ts';
import { provinceOf } from '../../domain/place.ts';
import type { Raw } from '../../platform/database/migrations.ts';
import type { RawDocument } from '../../platform/database/mongo.ts';
import { fromStored } from '../../platform/database/money.store.ts';

type Side = 'supplier' | 'demander';
/** Terms of version 1: the territory was words alone. */
type OldTerms = Omit<ContractTerms, 'territory'> & { territory: string };

/** A deal of version 1, which contained its contract up to the last receipt. */
export type OldDeal = Readonly<{
  _id: string;
  version: number;
  state: 'talks' | 'agreed' | 'signed' | 'effective' | 'completed' | 'closed' | 'terminated';
  matchId: string | null;
  needId: string | null;
  patentIds: readonly string[];
  supplierId: string;
  demanderId: string;
  centreIds: readonly string[];
  updatedAt: Date;
  confirmedLines: readonly string[];
  content: Readonly<{
    offers: readonly { terms: OldTerms }[];
    agreed: { number: number; terms: OldTerms } | null;
    contract: FileProof | null;
    signedBy: readonly Side[];
    signedOn: CalendarDate | null;
    effectiveOn: CalendarDate | null;
    completedOn: CalendarDate | null;
    evidence: readonly { kind: string; number: string; date: CalendarDate; file: FileProof | null }[];
    centreShares: readonly CentreShare[];
    proposedShares: { shares: readonly CentreShare[]; confirmedBy: readonly Side[]; proposedIn?: number } | null;
    reversals?: readonly { lineId: string; id: string; by: Side; askedIn: number; state: string }[];
  }>;
}>;

/** A document of `deals`, with its amounts as `Money`. */
export const oldDeal = (document: RawDocument): OldDeal =>
  ({ ...document, content: fromStored(document['content']) }) as unknown as OldDeal; // as version 1 wrote it

export const withTerritory = (terms: OldTerms): ContractTerms => ({
  ...terms,
  territory: territoryOf(terms.territory),
});

/**
 * Reads the codes of a territory from its words: the whole country, or the province that they begin with; anything else
 * counts as everywhere, so that no exclusive right is given twice.
 */
export function territoryOf(words: string): Territory {
  if (/^(中国|全国|中国大陆|大陆|中国境内|境内|全国范围(内)?|China|mainland China)$/i.test(words.trim()))
    return { codes: ['000000'], words };
  const province = provinceOf(words);
  return { codes: province ? [province] : 'all', words };
}

type OldEvent = RawDocument & {
  seq: number;
  hash: string;
  type: string;
  by: { organisationId?: string };
  data: RawDocument;
};

/** The facts about a contract that version 1 had only in the deal's events. */
export async function historyOf(raw: Raw, dealId: string) {
  const events = (await raw('events')
    .find({ stream: `deal:${dealId}` })
    .sort({ seq: 1 })
    .lean<RawDocument[]>()) as OldEvent[]; // as version 1 wrote them
  const of = (type: string) =>
    events.filter((event) => event.type === `deal.${type}`).map(({ data, by }) => ({ ...data, by }));
  const accepted = of('accepted').at(-1) as { terms?: { territoryDigest?: string } } | undefined;
  const shares = of('sharesConfirmed') as unknown as {
    shares: readonly CentreShare[];
    isComplete: boolean;
    correctedOn?: CalendarDate | null;
  }[];
  const confirmed = shares.filter(({ isComplete }) => isComplete);
  const head = events.at(-1);
  return {
    head: { seq: head?.seq ?? 0, hash: head?.hash ?? '' },
    wordsDigest: accepted?.terms?.territoryDigest ?? '',
    /** The organisations that filed the evidence, in its order. */
    filedBy: of('evidenceRecorded').map(({ by }) => by.organisationId ?? ''),
    /** Shares confirmed before completion; later ones are corrections. */
    shares: confirmed.filter(({ correctedOn }) => !correctedOn).at(-1)?.shares ?? [],
    corrections: confirmed.flatMap(({ shares: corrected, correctedOn: on }): Correction[] =>
      on ? [{ on, shares: corrected }] : [],
    ),
    endedOn: (of('terminated').at(-1)?.['on' as never] ?? null) as CalendarDate | null,
  };
}
