import type { CalendarDate } from '../../domain/calendar.ts';
import { type Contract, patentIdsOf, termEndsOn, waitingIn } from '../../domain/contracts/contract.ts';
import { askedIntoContract, contractAudience } from '../../domain/contracts/contract-visibility.ts';
import { contractProcess, type ContractState } from '../../domain/contracts/contract-process.ts';
import { nextDue } from '../../domain/deadlines.ts';
import { countStates } from '../../platform/database/counts.store.ts';
import { anything, collection, type Database } from '../../platform/database/mongo.ts';
import { fromStored, toStored } from '../../platform/database/money.store.ts';
import { type PageQuery, pageOf, pagesOfIds } from '../../platform/database/page.store.ts';
import { saveVersioned, type Versioned } from '../../platform/database/versioned.store.ts';
import { ledgerStore } from './ledger.store.ts';

/** Ledger lines are stored in `ledgerLines`; only the ids of confirmed ones are here, as a line itself never changes. */
type StoredContract = Versioned & {
  state: ContractState;
  /** The parties and the centres that accompany it. */
  organisationIds: string[];
  /** Parties for whom something waits; stored so that lists can filter by it. */
  awaitedIds: string[];
  /** Centres that are asked into it. */
  askedIds: string[];
  patentIds: string[];
  needId: string | null;
  matchId: string | null;
  /** The last day of a running term. */
  dueOn?: CalendarDate | null;
  updatedAt: Date;
  content: unknown;
  confirmedLines: string[];
};

const contracts = collection<StoredContract>(
  'contracts',
  {
    _id: String,
    v: Number,
    version: Number,
    state: String,
    organisationIds: [String],
    awaitedIds: [String],
    askedIds: [String],
    patentIds: [String],
    needId: String,
    matchId: String,
    dueOn: String,
    updatedAt: Date,
    content: anything,
    confirmedLines: [String],
  },
  [
    [{ organisationIds: 1, updatedAt: -1, _id: -1 }],
    [{ awaitedIds: 1, updatedAt: -1, _id: -1 }],
    [{ askedIds: 1, _id: 1 }],
    [{ patentIds: 1, state: 1 }],
    [{ needId: 1 }],
    [{ matchId: 1 }],
    [{ dueOn: 1, _id: 1 }],
    [{ state: 1, updatedAt: -1 }],
    [{ 'content.file.fileId': 1 }],
    [{ 'content.file.sha256': 1 }],
    [{ 'content.evidence.file.fileId': 1 }],
  ],
);

/** The text of a command's reason, stored apart from the event so that it can be erased. `seq` is the event's. */
type StoredNote = { _id: string; v: number; contractId: string; seq: number; text: string };
const notes = collection<StoredNote>(
  'contractNotes',
  { _id: String, v: Number, contractId: String, seq: Number, text: String },
  [[{ contractId: 1, seq: 1 }]],
);

/** A contract with the time of its last change. Queries for lists leave the ledger empty. */
export type KeptContract = Readonly<{ contract: Contract; updatedAt: Date }>;

/** Filters of the list; `awaitsMe` keeps the contracts in which something waits for the organisation. */
export type Wanted = Readonly<{
  state?: ContractState | undefined;
  patentId?: string | undefined;
  needId?: string | undefined;
  awaitsMe?: boolean | undefined;
}>;

/** Contracts with their ledgers, and the reasons given with commands. */
export function contractsStore(database: Database) {
  const models = { contract: database.model(contracts), note: database.model(notes) };
  const ledger = ledgerStore(database);

  const whole = async (rows: readonly StoredContract[]): Promise<KeptContract[]> => {
    const lines = await ledger.of(rows.map(({ _id }) => _id));
    return rows.map((row) => {
      const { contract, updatedAt } = fromRow(row);
      const confirmed = new Set(row.confirmedLines);
      const own = (lines.get(contract.id) ?? []).map((line) =>
        confirmed.has(line.id) ? { ...line, isConfirmed: true } : line,
      );
      return { contract: { ...contract, ledger: own }, updatedAt };
    });
  };
  const withLedgers = async (ids: readonly string[]): Promise<KeptContract[]> =>
    whole(await models.contract.find({ _id: { $in: [...ids] } }).lean<StoredContract[]>());

  return {
    contract: async (id: string): Promise<KeptContract | null> => (await withLedgers([id]))[0] ?? null,
    contracts: withLedgers,
    pagesOfIds: () => pagesOfIds(models.contract),

    isThere: async (id: string): Promise<boolean> => (await models.contract.exists({ _id: id })) !== null,

    /** Writes the next version and appends the ledger lines after the first `known`, which are stored already. */
    save: async (contract: Contract, known: number, now: Date): Promise<void> => {
      const { id, version, state, needId, ledger: lines, ...content } = contract;
      const awaited = new Set(waitingIn(contract).map(({ side }) => side));
      await saveVersioned(models.contract, {
        _id: id,
        v: 1,
        version,
        state,
        organisationIds: contractAudience(contract),
        awaitedIds: contract.parties.flatMap(({ organisationId, part }) => (awaited.has(part) ? [organisationId] : [])),
        askedIds: askedIntoContract(contract),
        patentIds: patentIdsOf(contract),
        needId,
        matchId: contract.origin.kind === 'deal' ? contract.origin.matchId : null,
        dueOn: lastDayOf(contract),
        updatedAt: now,
        content: toStored(content),
        confirmedLines: lines
          .filter(({ isConfirmed, statedBy }) => isConfirmed && statedBy !== 'both')
          .map(({ id: line }) => line),
      });
      await ledger.append(id, version, lines.slice(known));
    },

    /** An organisation's contracts, the last changed first, without their ledgers. */
    page: async (organisationId: string, { state, patentId, needId, awaitsMe }: Wanted, page: PageQuery) => {
      const filter = {
        ...(awaitsMe ? { awaitedIds: organisationId } : { organisationIds: organisationId }),
        ...(state ? { state } : {}),
        ...(patentId ? { patentIds: patentId } : {}),
        ...(needId ? { needId } : {}),
      };
      const { rows, nextCursor } = await pageOf(models.contract, filter, ['-updatedAt', '-_id'], page);
      return { kept: rows.map(fromRow), nextCursor };
    },
    /** The contracts that a centre is asked into, without ledgers, in an order that tells nothing of what happens in them. */
    asked: async (centreId: string, page: PageQuery) => {
      const { rows, nextCursor } = await pageOf(models.contract, { askedIds: centreId }, ['_id', '_id'], page);
      return { contracts: rows.map((row) => fromRow(row).contract), nextCursor };
    },
    /** Ids of contracts whose term ended before `today`, the longest ago first. */
    due: async (today: CalendarDate, limit: number): Promise<string[]> => {
      const rows = await models.contract
        .find({ dueOn: { $lt: today } }, { _id: 1 })
        .sort({ dueOn: 1, _id: 1 })
        .limit(limit)
        .lean<{ _id: string }[]>();
      return rows.map(({ _id }) => _id);
    },
    countStates: (organisationId: string) => countStates(models.contract, { organisationIds: organisationId }),
    countAwaiting: (organisationId: string): Promise<number> =>
      models.contract.countDocuments({ awaitedIds: organisationId }),

    /** Every contract on a patent, or from a need; without their ledgers. */
    about: async (what: Readonly<{ patentIds: string } | { needId: string }>): Promise<Contract[]> => {
      const rows = await models.contract.find(what).lean<StoredContract[]>();
      return rows.map((row) => fromRow(row).contract);
    },

    /** All completed contracts, page by page, without their ledgers. */
    completed: async function* (): AsyncGenerator<Contract[]> {
      for (let last = ''; ;) {
        const rows = await models.contract
          .find({ state: 'completed', _id: { $gt: last } })
          .sort({ _id: 1 })
          .limit(500)
          .lean<StoredContract[]>();
        const end = rows.at(-1);
        if (!end) return;
        last = end._id;
        yield rows.map((row) => fromRow(row).contract);
      }
    },

    /** Which of these matches led to a contract in force or completed. */
    matchesPerformed: (matchIds: readonly string[]): Promise<string[]> =>
      models.contract.distinct('matchId', { matchId: { $in: [...matchIds] }, state: { $in: inForce } }),

    /** The contracts that name a file, the first few; more than one only where parties file the same again. */
    naming: async (fileId: string): Promise<string[]> => {
      const paths = ['content.file.fileId', 'content.evidence.file.fileId'];
      const named = paths.map((path) => ({ [path]: fileId }));
      const $or = [...named, { _id: { $in: await ledger.contractsWithProof(fileId) } }];
      const rows = await models.contract.find({ $or }, { _id: 1 }).sort({ _id: 1 }).limit(20).lean<{ _id: string }[]>();
      return rows.map(({ _id }) => _id);
    },

    /** How many of a centre's contracts are on record with the same file, by the digests that several share. */
    sharedFiles: async (sha256s: readonly string[], centreId: string): Promise<ReadonlyMap<string, number>> => {
      const own = { 'content.file.sha256': { $in: [...sha256s] }, 'content.centreShares.centreId': centreId };
      const rows = await models.contract.aggregate<{ _id: string; contracts: number }>([
        { $match: own },
        { $group: { _id: '$content.file.sha256', contracts: { $sum: 1 } } },
      ]);
      return new Map(rows.flatMap(({ _id, contracts }) => (contracts > 1 ? [[_id, contracts]] : [])));
    },

    /** Whether a contract of an organisation names a file: as itself, as evidence or as proof of money. */
    isNamed: async (organisationId: string, fileId: string): Promise<boolean> => {
      const paths = ['content.file.fileId', 'content.evidence.file.fileId'];
      const _id = { $in: await ledger.contractsWithProof(fileId) };
      const $or = [...paths.map((path) => ({ [path]: fileId })), { _id }];
      return (await models.contract.exists({ organisationIds: organisationId, $or })) !== null;
    },

    addNote: async (contractId: string, seq: number, text: string): Promise<void> => {
      await models.note.create([{ _id: `${contractId}#${seq}`, v: 1, contractId, seq, text }]);
    },
    /** Texts by the seq of their event. */
    notes: async (contractId: string, seqs: readonly number[]): Promise<ReadonlyMap<number, string>> => {
      const rows = await models.note.find({ contractId, seq: { $in: [...seqs] } }).lean<StoredNote[]>();
      return new Map(rows.map(({ seq, text }) => [seq, text]));
    },
  };
}

export type ContractsStore = ReturnType<typeof contractsStore>;

const lastDayOf = (contract: Contract): CalendarDate | null => {
  const until = { term: contract.ranOutOn ? null : termEndsOn(contract) };
  return nextDue(contractProcess, { state: contract.state, deadline: null, until })?.lastDay ?? null;
};

const inForce: ContractState[] = ['effective', 'completed'];

function fromRow({ _id, version, state, needId, content, updatedAt }: StoredContract): KeptContract {
  const rest = fromStored(content) as Omit<Contract, 'id' | 'version' | 'state' | 'needId' | 'ledger'>; // what `save` wrote
  // contracts that were saved before centres were asked have no invitations, and older ones never ran out
  return {
    contract: { ...{ centreInvitations: [], ranOutOn: null }, ...rest, id: _id, version, state, needId, ledger: [] },
    updatedAt,
  };
}
