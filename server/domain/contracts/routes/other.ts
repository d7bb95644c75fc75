import { entered, latest } from './fulfilment.ts';
import { paidLines, type RouteRules } from './route-rules.ts';

/** 其他: fulfilled when it is in force and the first payment came. */
export const other = {
  route: 'other',
  fields: { exclusivity: 'never', termMonths: 'never', royalty: 'never', equityShare: 'never' },
  mayBeFree: () => false,
  fixedPart: 'fixed',
  lines: paidLines,
  takes: () => 'nothing',
  fulfilledOn: (contract) => latest(contract.effectiveOn, entered(contract, 'received')),
} as const satisfies RouteRules;
