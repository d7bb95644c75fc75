import type { CalendarDate } from '../../server/domain/calendar.ts';
import type { Body, OperationName, Output } from '../../server/api/operations.ts';
import { contractIdOf } from '../../server/features/contracts/contracts.service.ts';
import type { Caller } from '../lib/caller.ts';
import type { Ids } from './ids.ts';
import { eventually } from './load.ts';

export type Terms = Body<'deals.offer'>['terms'];
type CommandOn<Thing extends string> = {
  [Name in Extract<OperationName, `${Thing}.${string}`>]: Body<Name> extends { expectedVersion: number } ? Name : never;
}[Extract<OperationName, `${Thing}.${string}`>];

/**
 * Gives the commands of one deal and of its contract. Versions are taken from the outcomes, ids from the deal and dates
 * from its signing, so that a repeated run, even on another day, gives exactly the same commands.
 */
export class Negotiation {
  readonly #versions = { deals: 1, contracts: 1 };
  readonly dealId: string;
  readonly contractId: string;
  readonly #ids: Ids;

  constructor(ids: Ids, dealId: string) {
    this.#ids = (name) => ids(`deal ${dealId} ${name}`);
    this.dealId = dealId;
    this.contractId = contractIdOf(dealId);
  }

  /** The contract as of now; waits until it has been opened after both sides confirmed the file. */
  contract(caller: Caller): Promise<Output<'contracts.get'>> {
    const params = { contractId: this.contractId };
    return eventually(() => caller.call('contracts.get', { params }), 'the contract to open');
  }

  async give(caller: Caller, name: CommandOn<'deals'> | CommandOn<'contracts'>, fields: object = {}): Promise<void> {
    const thing = name.startsWith('deals.') ? 'deals' : 'contracts';
    const expectedVersion = this.#versions[thing];
    const request = {
      params: { dealId: this.dealId, contractId: this.contractId },
      body: { commandId: this.#ids(`${name} ${expectedVersion}`), expectedVersion, ...fields },
    };
    const { version } = await caller.call(name, request); // the fields are the command's own, checked by the server
    this.#versions[thing] = version;
  }

  async upload(caller: Caller, name: string, text: string): Promise<{ fileId: string; sha256: string }> {
    const fileId = this.#ids(`file ${name}`);
    return caller.call('files.upload', { params: { fileId }, query: { name }, raw: new TextEncoder().encode(text) });
  }

  say(caller: Caller, text: string): Promise<unknown> {
    const id = this.#ids(`message ${text}`);
    return caller.call('deals.say', { params: { dealId: this.dealId }, body: { commandId: id, messageId: id, text } });
  }

  /** Records a payment: the payer enters it with its bank slip, the payee confirms it. */
  async pay(
    payer: Caller,
    payee: Caller,
    line: { kind: string; part: string; amount: string; date: string },
  ): Promise<void> {
    const slip = await this.upload(
      payer,
      `回单 ${line.part} ${line.amount}.txt`,
      `银行回单 ${this.dealId} ${line.amount}`,
    );
    const lineId = this.#ids(`line ${line.kind} ${line.part} ${line.amount}`);
    const amount = { amount: line.amount, currency: 'CNY' };
    const proof = { fileId: slip.fileId, kind: 'bankStatement' };
    await this.give(payer, 'contracts.recordLine', { ...line, lineId, amount, proof });
    await this.give(payee, 'contracts.confirmLine', { lineId });
  }

  /** Records an official act: one side files it, the other confirms it. */
  async prove(author: Caller, other: Caller, kind: string, number: string, date: string): Promise<void> {
    const evidenceId = this.#ids(`evidence ${kind}`);
    await this.give(author, 'contracts.recordEvidence', { evidenceId, kind, number, date });
    await this.give(other, 'contracts.confirmEvidence', { evidenceId });
  }

  /** Ends the contract by agreement, with no amount standing beyond what was received. */
  async end(one: Caller, other: Caller, reason: string): Promise<void> {
    const { signedOn: on, ledger } = await this.contract(one);
    const stands = ledger.map(({ id, amount }) => ({ lineId: id, amount: { ...amount, amount: '0.00' } }));
    await this.give(one, 'contracts.askEnd', { on, ground: 'terminated', stands, reason });
    await this.give(other, 'contracts.agreeEnd');
  }
}

/** The callers of one deal. */
export type Table = Readonly<{ supplier: Caller; demander: Caller; centre: Caller | null; centreId: string | null }>;

/** Takes agreed terms to a contract with a file confirmed by both sides; a centre gets the whole share. */
export async function signContract(
  deal: Negotiation,
  { supplier, demander, centre, centreId }: Table,
  text: string,
): Promise<void> {
  const file = await deal.upload(supplier, '合同.txt', text);
  await deal.give(supplier, 'deals.attachFile', { fileId: file.fileId });
  await deal.give(supplier, 'deals.confirmFile', { sha256: file.sha256 });
  await deal.give(demander, 'deals.confirmFile', { sha256: file.sha256 });
  await deal.contract(supplier);
  if (!centre || !centreId) return;
  await deal.give(centre, 'contracts.proposeShares', { shares: [{ centreId, weight: 10_000 }] });
  await deal.give(supplier, 'contracts.confirmShares');
  await deal.give(demander, 'contracts.confirmShares');
}

/**
 * Does what the contract's route requires for completion, then completes it. What happens is dated `on`, or the day of
 * the signature where that is later; a contract that is in effect already stays so.
 */
export async function fulfil(
  deal: Negotiation,
  { supplier, demander }: Table,
  terms: Terms,
  on?: CalendarDate,
): Promise<void> {
  const { amount } = terms.upfront;
  const { signedOn, state } = await deal.contract(supplier);
  const date = on !== undefined && on > signedOn ? on : signedOn;
  const record = (kind: string, number: string) => deal.prove(supplier, demander, kind, number, date);
  if (state === 'signed') await deal.give(supplier, 'contracts.makeEffective', { on: date });
  switch (terms.route) {
    case 'transfer':
      await record('registration', `登记 ${deal.dealId.slice(0, 8)}`);
      await deal.pay(demander, supplier, { kind: 'received', part: 'fixed', amount, date });
      break;
    case 'licence':
      await record('filing', `X${date.replaceAll('-', '')}${deal.dealId.slice(0, 4)}`);
      await deal.pay(demander, supplier, { kind: 'received', part: 'fixed', amount, date });
      break;
    case 'equity':
      await record('valuation', `评报字 ${deal.dealId.slice(0, 6)}`);
      await record('titleTransfer', `过户 ${deal.dealId.slice(0, 6)}`);
      await record('shareRegistration', `工商 ${deal.dealId.slice(0, 6)}`);
      await deal.pay(demander, supplier, { kind: 'contributed', part: 'equity', amount, date });
      break;
    case 'financing':
      await deal.pay(demander, supplier, { kind: 'drawn', part: 'loan', amount, date });
      break;
    default:
      await deal.pay(demander, supplier, { kind: 'received', part: 'fixed', amount, date });
  }
  await deal.give(supplier, 'contracts.complete');
}
