import type { CalendarDate } from '../calendar.ts';

/** A file by id and SHA-256 (hexadecimal) of its bytes, so that it cannot be exchanged. */
export type FileProof = Readonly<{ fileId: string; sha256: string }>;

/** A file with what it is called, for people; nothing is proved by a name. */
export const shownFile = <File extends FileProof>(
  file: File,
  names: ReadonlyMap<string, string>,
): File & Readonly<{ name: string }> => ({ ...file, name: names.get(file.fileId) ?? '' });

/**
 * Official acts about a contract's fulfilment, each with its official number and day:
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
  /** The organisation that filed it; null when the exchange itself found it in the register. */
  filedBy: string | null;
  /** Parties that confirmed it, none of the author's own side. */
  confirmedBy: readonly string[];
}>;

/**
 * Whether evidence counts: once the other side (for a centre's, any party) has confirmed it, as nobody can prove his
 * own statement. Register events count without confirmation.
 */
export const isConfirmed = ({ filedBy, confirmedBy }: Evidence): boolean => filedBy === null || confirmedBy.length > 0;
