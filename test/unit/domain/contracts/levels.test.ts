import type { Evidence } from '../../../../server/domain/contracts/evidence.ts';
import type { LedgerLine } from '../../../../server/domain/contracts/ledger.ts';
import { levelOf } from '../../../../server/domain/contracts/levels.ts';
import { bankStatement, cny, day, file, receipt } from '../../../support/contract-examples.ts';

const base = { id: 'l', part: 'fixed', amount: cny('1.00'), date: day('2026-06-01'), reverses: null } as const;
const contracted: LedgerLine = { ...base, kind: 'contracted', statedBy: 'both', isConfirmed: true, proof: null };
const money = (isConfirmed: boolean, proof: LedgerLine['proof'] = null): LedgerLine => ({
  ...base,
  kind: 'received',
  statedBy: 'supplier',
  isConfirmed,
  proof,
});
const evidence = (kind: Evidence['kind'], others: Partial<Evidence> = {}): Evidence => ({
  ...{ id: kind, kind, number: '1', date: base.date, file, filedBy: 'z1', confirmedBy: ['c'] },
  ...others,
});
const certificate = evidence('technologyContract');
const register = evidence('registerEvent', { filedBy: null, confirmedBy: [], file: null });

describe('the level of one line', () => {
  it.each([
    ['a contracted sum without a file', contracted, null, [], 1],
    ['a contracted sum whose file both confirmed', contracted, file, [], 2],
    ['with a certificate that the other side confirmed', contracted, file, [certificate], 3],
    ['with a certificate that nobody confirmed', contracted, file, [{ ...certificate, confirmedBy: [] }], 2],
    ['with the number of a certificate and no file', contracted, file, [{ ...certificate, file: null }], 2],
    ['with a register event, which carries no amount', contracted, file, [register], 2],
    ['with a register event and the certificate', contracted, file, [register, certificate], 4],
    ['one’s own receipt, whatever paper it has', money(false, bankStatement), file, [register, certificate], 0],
    ['a receipt of both sides', money(true), file, [], 1],
    ['a receipt of both sides with its slip', money(true, receipt), file, [], 2],
    ['with the bank’s statement', money(true, bankStatement), file, [], 3],
    ['money, which no certificate proves', money(true, receipt), file, [certificate, register], 2],
    ['money with the bank’s statement and a register event', money(true, bankStatement), file, [register], 4],
    ['a contribution that is certified', { ...money(true, receipt), kind: 'contributed' }, file, [certificate], 3],
  ] as const)('%s', (_, line, contractFile, papers, level) => {
    expect(levelOf(line, { file: contractFile, evidence: papers })).toBe(level);
  });
});
