import { entered, latest } from './fulfilment.ts';
import type { RouteRules } from './route-rules.ts';

/** 投融资: fulfilled when the money is drawn; the pledge itself arises on registration (民法典 第四百四十四条). */
export const financing = {
  route: 'financing',
  fields: { exclusivity: 'never', termMonths: 'never', royalty: 'never', equityShare: 'never' },
  mayBeFree: () => false,
  fixedPart: 'loan',
  lines: { drawn: ['loan'] },
  takes: () => 'nothing',
  fulfilledOn: (contract) => latest(contract.effectiveOn, entered(contract, 'drawn')),
} as const satisfies RouteRules;
