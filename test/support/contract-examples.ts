import type { CalendarDate } from '../../server/domain/calendar.ts';
import type { Contract } from '../../server/domain/contracts/contract.ts';
import type { ContractEventType } from '../../server/domain/contracts/contract-events.ts';
import { contractedLines, type ContractIntent, decideContract } from '../../server/domain/contracts/decide.ts';
import { toRecord } from '../../server/domain/contracts/ledger.ts';
import { type ContractTerms, termsRecord } from '../../server/domain/contracts/terms.ts';
import type { FactOf } from '../../server/domain/events.ts';
import { Money } from '../../server/domain/money.ts';
import { decider, type Step } from './given.ts';

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

type ContractEvent = FactOf<ContractEventType>;

/** A contract as it is just signed, and the event that opened it. */
export function signed(terms: ContractTerms = licence, blocked: readonly string[] = []) {
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
    centreInvitations: [],
    terms,
    effectiveOn: null,
    completedOn: null,
    endedOn: null,
    ranOutOn: null,
    wantedEnd: null,
    evidence: [],
    centreShares: [],
    proposedShares: null,
    ledger: lines,
    reversals: [],
  };
  const opened: ContractEvent = {
    type: 'contract.opened',
    data: { ...begun, terms: termsRecord(terms, () => 'digest'), lines: lines.map(toRecord) },
  };
  return given(contract, [opened], blocked);
}

/** A contract to which steps happen: s and c are its parties, z1 and z2 its centres; `blocked` is what the law says. */
export const given = (contract: Contract, events: readonly ContractEvent[] = [], blocked: readonly string[] = []) => {
  let ids = 0;
  return decider<Contract, 's' | 'c' | 'z1' | 'z2', ContractIntent, ContractEvent>((before, { who, intent, today }) => {
    const when = { organisationId: who, today, newId: () => `new-${++ids}`, blocked };
    const { next, event } = decideContract(before, intent, when);
    const stored = JSON.parse(JSON.stringify(event)) as ContractEvent; // what JSON keeps of it
    return { next: { ...next, version: before.version + 1 }, event: stored };
  })(contract, events);
};
export type ContractStep = Step<'s' | 'c' | 'z1' | 'z2', ContractIntent>;
export type GivenContract = ReturnType<typeof given>;

type Line = Extract<ContractIntent, { command: 'recordLine' }>['line'];
type Given = Pick<Line, 'id' | 'kind' | 'part'> & Readonly<{ amount: string; date: string; proof?: Line['proof'] }>;
export const line = ({ amount, date, proof = null, ...others }: Given): ContractIntent => ({
  command: 'recordLine',
  line: { ...others, amount: cny(amount), date: day(date), proof },
});
