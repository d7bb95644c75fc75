import { perCentreEvent } from '../centre-invitations.ts';
import { typesIn } from '../event.ts';
import type { FactOf } from '../events.ts';
import type { CountedContract } from './amounts.ts';
import type { ContractEvents, ContractEventType, Opened } from './contract-events.ts';
import { fromRecord, type LineRecord } from './ledger.ts';

const nothing: CountedContract = {
  route: null,
  file: null,
  evidence: [],
  ledger: [],
  effectiveOn: null,
  completedOn: null,
  shares: [],
  corrections: [],
};

type Folds = {
  readonly [Type in ContractEventType]: (contract: CountedContract, data: ContractEvents[Type]) => CountedContract;
};

/** For events that change no amount. */
const unmoved = (contract: CountedContract): CountedContract => contract;
const opened = (contract: CountedContract, { terms, file, lines }: Opened): CountedContract =>
  withLines({ ...contract, route: terms.route, file }, lines);
const withLines = (contract: CountedContract, lines: readonly LineRecord[]): CountedContract => ({
  ...contract,
  ledger: [...contract.ledger, ...lines.map(fromRecord)],
});

const folds: Folds = {
  'contract.opened': opened,
  'contract.carriedOver': (contract, data) => {
    const { effectiveOn, completedOn, evidence, shares, corrections } = data;
    return { ...opened(contract, data), effectiveOn, completedOn, evidence, shares, corrections };
  },
  'contract.centreInvited': unmoved,
  /** Shares that were agreed stay when their centre leaves. */
  ...perCentreEvent('contract', unmoved),
  'contract.sharesProposed': unmoved,
  /** Before completion new shares replace the old; later they are a correction from a day on. */
  'contract.sharesConfirmed': (contract, { shares, isComplete, correctedOn: on }) => {
    if (!isComplete) return contract;
    return on ? { ...contract, corrections: [...contract.corrections, { on, shares }] } : { ...contract, shares };
  },
  'contract.madeEffective': (contract, { effectiveOn }) => ({ ...contract, effectiveOn }),
  'contract.evidenceRecorded': (contract, { evidence }) => ({
    ...contract,
    evidence: [...contract.evidence, evidence],
  }),
  'contract.evidenceConfirmed': (contract, { evidenceId, organisationId }) => ({
    ...contract,
    evidence: contract.evidence.map((item) =>
      item.id === evidenceId ? { ...item, confirmedBy: [...item.confirmedBy, organisationId] } : item,
    ),
  }),
  'contract.lineRecorded': (contract, { line }) => withLines(contract, [line]),
  'contract.lineConfirmed': (contract, { lineId }) => ({
    ...contract,
    ledger: contract.ledger.map((line) => (line.id === lineId ? { ...line, isConfirmed: true } : line)),
  }),
  'contract.reversalAsked': unmoved,
  'contract.reversalRefused': unmoved,
  'contract.lineReversed': (contract, { line }) => withLines(contract, [line]),
  'contract.completed': (contract, { completedOn }) => ({ ...contract, completedOn }),
  'contract.endAsked': unmoved,
  'contract.endRefused': unmoved,
  'contract.ended': (contract, { lines }) => withLines(contract, lines),
  'contract.ranOut': unmoved,
};

/** All events of a contract, and those that may change its amounts. */
export const contractEventTypes = typesIn(folds);
export const movingEvents = contractEventTypes.filter((type) => folds[type] !== unmoved);

const fold = <Type extends ContractEventType>(
  contract: CountedContract,
  type: Type,
  data: ContractEvents[Type],
): CountedContract => folds[type](contract, data);

/** A contract's amounts from its events alone, so that every total can be rebuilt from the chain. */
export function foldContract(events: Iterable<FactOf<ContractEventType>>): CountedContract {
  let contract = nothing;
  for (const { type, data } of events) contract = fold(contract, type, data);
  return contract;
}
