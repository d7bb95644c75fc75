import type { CalendarDate } from '../../server/domain/calendar.ts';
import type { Contract } from '../../server/domain/contracts/contract.ts';
import type { ContractEventType } from '../../server/domain/contracts/contract-events.ts';
import { contractedLines, type ContractIntent, decideContract } from '../../server/domain/contracts/decide.ts';
import { toRecord } from '../../server/domain/contracts/ledger.ts';
import { type ContractTerms, termsRecord } from '../../server/domain/contracts/terms.ts';
import type { FactOf } from '../../server/domain/events.ts';
import { Money } from '../../server/domain/money.ts';

export const day = (text: string) => text as CalendarDate;
export const cny = (amount: string) => Money.of(amount, 'CNY');
export const file = { fileId: 'f', sha256: 'abc' };
export const receipt = { ...file, kind: 'receipt' } as const;
export const bankStatement = { ...file, kind: 'bankStatement' } as const;

export const licence: ContractTerms = {
  route: 'licence',
  exclusivity: 'ordinary',
  territory: { codes: ['000000'], words: '全国' },
  termMonths: 36,
  upfront: cny('200000.00'),
  royalty: { base: 'sales', rate: 300 },
  equityShare: null,
};
export const transfer: ContractTerms = {
  ...licence,
  route: 'transfer',
  exclusivity: null,
  termMonths: null,
  royalty: null,
};

/** A contract just signed, and the event that opened it. s and c are the parties, z1 and z2 centres. */
export function signed(terms: ContractTerms = licence) {
  const begun = {
    origin: { kind: 'concludedElsewhere' },
    needId: null,
    parties: [
      { organisationId: 's', part: 'supplier' },
      { organisationId: 'c', part: 'demander' },
    ],
    centreIds: ['z1', 'z2'],
    subject: [{ kind: 'patent', number: '202010123456.7', patentId: 'p', proof: null }],
    file,
    signedOn: day('2026-05-01'),
  } as const;
  const lines = contractedLines({ terms, signedOn: begun.signedOn }, () => 'fixed');
  const contract: Contract = {
    ...begun,
    id: 'k',
    version: 1,
    state: 'signed',
    terms,
    effectiveOn: null,
    completedOn: null,
    endedOn: null,
    wantedEnd: null,
    evidence: [],
    centreShares: [],
    proposedShares: null,
    ledger: lines,
    reversals: [],
  };
  const opened: FactOf<ContractEventType> = {
    type: 'contract.opened',
    data: { ...begun, terms: termsRecord(terms, () => 'digest'), lines: lines.map(toRecord) },
  };
  return { contract, events: [opened] };
}

/** An organisation's intent on a day; by default the day of the step before. */
export type Step = readonly ['s' | 'c' | 'z1' | 'z2', ContractIntent, string?];
export type Played = Readonly<{ contract: Contract; events: readonly FactOf<ContractEventType>[] }>;

/** Applies the steps in order and keeps the events as they are stored. */
export function play(given: Played, steps: readonly Step[], blocked: readonly string[] = []): Played {
  let ids = 0;
  let [{ contract }, today] = [given, '2026-05-01'];
  const events = [...given.events];
  for (const [organisationId, intent, on = today] of steps) {
    today = on;
    const when = { organisationId, today: day(on), newId: () => `new-${++ids}`, blocked };
    const { next, event } = decideContract(contract, intent, when);
    contract = { ...next, version: contract.version + 1 };
    events.push(JSON.parse(JSON.stringify(event)) as FactOf<ContractEventType>); // as stored: through JSON
  }
  return { contract, events };
}

type Line = Extract<ContractIntent, { command: 'recordLine' }>['line'];
type Given = Pick<Line, 'id' | 'kind' | 'part'> & Readonly<{ amount: string; date: string; proof?: Line['proof'] }>;
export const line = ({ amount, date, proof = null, ...others }: Given): ContractIntent => ({
  command: 'recordLine',
  line: { ...others, amount: cny(amount), date: day(date), proof },
});
