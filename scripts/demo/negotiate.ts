import type { Body, OperationName } from '../../server/api/operations.ts';
import type { Caller } from '../lib/caller.ts';
import type { Ids } from './ids.ts';

export type Terms = Body<'deals.offer'>['terms'];
type DealCommand = Exclude<
  Extract<OperationName, `deals.${string}`>,
  'deals.list' | 'deals.counts' | 'deals.get' | 'deals.timeline' | 'deals.preflight' | 'deals.messages' | 'deals.say'
>;

/**
 * Gives the commands of one deal in turn. Versions are counted from the outcomes, ids follow from the deal and dates from
 * its signing, so that a run that begins again, also on another day, repeats its commands word for word.
 */
export class Negotiation {
  #version = 1;
  readonly dealId: string;
  readonly #ids: Ids;

  constructor(ids: Ids, dealId: string) {
    this.#ids = (name) => ids(`deal ${dealId} ${name}`);
    this.dealId = dealId;
  }

  /** The day on which both had signed; everything after it in the demo happens on that day. */
  async signedOn(caller: Caller): Promise<string> {
    const { signedOn } = await caller.call('deals.get', { params: { dealId: this.dealId } });
    if (signedOn === null) throw new Error(`deal ${this.dealId} is not signed`);
    return signedOn;
  }

  async give(caller: Caller, name: DealCommand, fields: object = {}): Promise<void> {
    const request = {
      params: { dealId: this.dealId },
      body: { commandId: this.#ids(`${name} ${this.#version}`), expectedVersion: this.#version, ...fields },
    };
    const { version } = await caller.call(name, request); // the fields are the command's own, checked by the server
    this.#version = version;
  }

  async upload(caller: Caller, name: string, text: string): Promise<{ fileId: string; sha256: string }> {
    const fileId = this.#ids(`file ${name}`);
    return caller.call('files.upload', { params: { fileId }, query: { name }, raw: new TextEncoder().encode(text) });
  }

  say(caller: Caller, text: string): Promise<unknown> {
    const id = this.#ids(`message ${text}`);
    return caller.call('deals.say', { params: { dealId: this.dealId }, body: { commandId: id, messageId: id, text } });
  }

  /** A line of money that the payer enters with its slip and the payee confirms. */
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
    await this.give(payer, 'deals.recordLine', { ...line, lineId, amount, proofFileId: slip.fileId });
    await this.give(payee, 'deals.confirmLine', { lineId });
  }
}

/** The people of one deal. */
export type Table = Readonly<{ supplier: Caller; demander: Caller; centre: Caller | null; centreId: string | null }>;

/** From agreed terms to a contract that both have signed, with the whole share for the centre when there is one. */
export async function signContract(
  deal: Negotiation,
  { supplier, demander, centre, centreId }: Table,
  text: string,
): Promise<void> {
  if (centre && centreId) {
    await deal.give(centre, 'deals.proposeShares', { shares: [{ centreId, weight: 10_000 }] });
    await deal.give(supplier, 'deals.confirmShares');
    await deal.give(demander, 'deals.confirmShares');
  }
  const contract = await deal.upload(supplier, '合同.txt', text);
  await deal.give(supplier, 'deals.attachContract', { fileId: contract.fileId });
  await deal.give(supplier, 'deals.sign', { sha256: contract.sha256 });
  await deal.give(demander, 'deals.sign', { sha256: contract.sha256 });
}

/** What the route of a deal asks for before it is complete, then completes it. */
export async function fulfil(deal: Negotiation, { supplier, demander }: Table, terms: Terms): Promise<void> {
  const { amount } = terms.upfront;
  const date = await deal.signedOn(supplier);
  const record = (kind: string, number: string) => deal.give(supplier, 'deals.recordEvidence', { kind, number, date });
  await deal.give(supplier, 'deals.makeEffective', { on: date });
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
  await deal.give(supplier, 'deals.complete');
}
