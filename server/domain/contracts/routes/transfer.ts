import { evidenced, latest } from './fulfilment.ts';
import { paidLines, type RouteRules } from './route-rules.ts';

/** 转让: fulfilled on the day of registration, when it takes effect (专利法 第十条). */
export const transfer = {
  route: 'transfer',
  fields: { exclusivity: 'never', termMonths: 'never', royalty: 'may', equityShare: 'never' },
  mayBeFree: ({ royalty }) => royalty !== null,
  fixedPart: 'fixed',
  lines: paidLines,
  takes: () => 'title',
  fulfilledOn: (contract) => latest(contract.effectiveOn, evidenced(contract, 'registration')),
} as const satisfies RouteRules;
