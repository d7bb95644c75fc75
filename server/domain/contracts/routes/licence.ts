import { earliest, entered, evidenced, latest } from './fulfilment.ts';
import { paidLines, type RouteRules } from './route-rules.ts';

/** 许可: fulfilled when it is in force and filed (细则 第十五条) or the first payment came. */
export const licence = {
  route: 'licence',
  fields: { exclusivity: 'must', termMonths: 'must', royalty: 'may', equityShare: 'never' },
  mayBeFree: ({ royalty, exclusivity }) => royalty !== null || exclusivity === 'ordinary',
  fixedPart: 'fixed',
  lines: paidLines,
  takes: ({ exclusivity }) => (exclusivity === 'ordinary' ? 'use' : 'exclusivity'),
  fulfilledOn: (contract) =>
    latest(contract.effectiveOn, earliest(evidenced(contract, 'filing'), entered(contract, 'received'))),
} as const satisfies RouteRules;
