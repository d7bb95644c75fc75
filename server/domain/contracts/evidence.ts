import type { CalendarDate } from '../calendar.ts';

/** A file by its id and by its bytes, so that nobody can exchange what was shown. */
export type FileProof = Readonly<{ fileId: string; sha256: string }>;

/**
 * What is on record about a contract's fulfilment, each with its official number and day:
 * registration = 专利权转移登记 (登记日), filing = 许可合同备案, technologyContract = 技术合同认定登记,
 * valuation = 评估作价, titleTransfer = 过户, shareRegistration = 工商登记, registerEvent = a matched register or gazette event.
 */
export const evidenceKinds = [
  'registration',
  'filing',
  'technologyContract',
  'valuation',
  'titleTransfer',
  'shareRegistration',
  'registerEvent',
] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

export type Evidence = Readonly<{
  id: string;
  kind: EvidenceKind;
  number: string;
  date: CalendarDate;
  file: FileProof | null;
  /** The organisation that filed it; null for what the exchange itself found in the register. */
  filedBy: string | null;
  /** Parties that say so too, none of the author's own side. */
  confirmedBy: readonly string[];
}>;

/**
 * Whether evidence counts at all: by the word of the other side, or, of what a centre filed, of any party; nobody proves
 * anything to himself. What the register itself says needs nobody's word.
 */
export const isConfirmed = ({ filedBy, confirmedBy }: Evidence): boolean => filedBy === null || confirmedBy.length > 0;
