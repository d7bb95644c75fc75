import { stringify } from 'csv-stringify/sync';
import type { Contract } from '../../domain/contracts/contract.ts';
import type { FileProof } from '../../domain/contracts/evidence.ts';
import { contractWords } from '../../domain/contracts/words.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Language } from '../../domain/languages.ts';
import { spreadsheetText } from '../../domain/spreadsheet-text.ts';
import { zipped, type ZipEntry } from '../../platform/files/zipped.ts';
import type { ContractPorts, StoredBytes } from './contracts.ports.ts';

/** One paper of a contract as the table of contents says it: what it is, its number, its day, its amount. */
type Paper = Readonly<{ proof: FileProof; what: string; number: string; date: string; amount: string }>;

const words = {
  zh: {
    ...{ contract: '合同文件', subject: '标的证明', contents: '目录.csv', name: '合同证据' },
    columns: ['序号', '文件', '内容', '编号', '日期', '金额', '字节数', 'SHA-256', '备注'],
    missing: '文件缺失或已损坏，未收入',
  },
  en: {
    ...{ contract: 'Contract', subject: 'Proof of the right', contents: 'contents.csv', name: 'Contract evidence' },
    columns: ['No.', 'File', 'What it is', 'Number', 'Day', 'Amount', 'Bytes', 'SHA-256', 'Remark'],
    missing: 'Missing or damaged, not included',
  },
} as const satisfies Record<Language, object>;

/** Every paper of a contract: its file, the proofs of its rights, official records, receipts; in this order. */
function papersOf({ file, signedOn, subject, evidence, ledger }: Contract, language: Language): Paper[] {
  const { contract, subject: ofSubject } = words[language];
  const { evidenceKind, lineKind, linePart, proofKind } = contractWords[language];
  const paper = (proof: FileProof | null, what: string, rest: Partial<Paper> = {}): Paper[] =>
    proof ? [{ ...{ number: '', date: '', amount: '' }, ...rest, proof, what }] : [];
  return [
    ...paper(file, contract, { date: signedOn }),
    ...subject.flatMap(({ proof, number }) => paper(proof, ofSubject, { number: number ?? '' })),
    ...evidence.flatMap((one) => paper(one.file, evidenceKind[one.kind], { number: one.number, date: one.date })),
    ...ledger.flatMap(({ proof, kind, part, date, amount }) => {
      const what = proof ? `${proofKind[proof.kind]} · ${lineKind[kind]} · ${linePart[part]}` : '';
      return paper(proof, what, { date, amount: `${amount.toString()} ${amount.currency}` });
    }),
  ];
}

const mostBytes = 4_000_000_000; // the format without its 64-bit extension ends at 2³²

/**
 * The papers of a contract as one ZIP, with a table of contents and `SHA256SUMS`, which `sha256sum -c` reads. A paper
 * whose bytes are not what the contract names is left out, and the table says so. INVALID_INPUT beyond 4 GB.
 */
export async function archiveOf(
  contract: Contract,
  language: Language,
  { storedFile }: Pick<ContractPorts, 'storedFile'>,
  at: Date,
) {
  const said = words[language];
  const found: { paper: Paper; stored: StoredBytes | null }[] = [];
  for (const paper of papersOf(contract, language)) found.push({ paper, stored: await storedFile(paper.proof.fileId) });
  if (found.reduce((sum, { stored }) => sum + (stored?.size ?? 0), 0) > mostBytes)
    throw new DomainError('INVALID_INPUT', 'contracts.archiveTooLarge');

  async function* entries(): AsyncGenerator<ZipEntry> {
    const rows: string[][] = [];
    const sums: string[] = [];
    for (const [index, { paper, stored }] of found.entries()) {
      const { what, number, date, amount, proof } = paper;
      const path = `${String(index + 1).padStart(2, '0')} ${pathPart(stored?.name ?? what)}`;
      const content = stored && stored.sha256 === proof.sha256 ? await readable(stored) : null;
      if (content) {
        yield { path, content };
        sums.push(`${proof.sha256}  ${path}`);
      }
      const size = stored ? String(stored.size) : '';
      const remark = content ? '' : said.missing;
      rows.push([String(index + 1), path, what, number, date, amount, size, proof.sha256, remark]);
    }
    const cells = rows.map((row) => row.map(spreadsheetText));
    const table = stringify([said.columns, ...cells], { record_delimiter: 'windows', bom: true });
    yield { path: said.contents, content: [Buffer.from(table)] };
    yield { path: 'SHA256SUMS', content: [Buffer.from(sums.map((line) => `${line}\n`).join(''))] };
  }
  return { fileName: `${said.name} ${contract.id.slice(0, 8)}.zip`, content: zipped(entries(), at) };
}

/** A file's name without what would lead it elsewhere when the archive is unpacked. */
const pathPart = (name: string): string => name.replace(/[\\/:*?"<>|]/g, '_');

/** Its bytes; null when they are not what was uploaded. */
async function readable(stored: StoredBytes): Promise<AsyncIterable<Uint8Array> | null> {
  try {
    return await stored.read();
  } catch (error) {
    if (error instanceof DomainError) return null; // logged and entered as a fault by who reads files
    throw error;
  }
}
