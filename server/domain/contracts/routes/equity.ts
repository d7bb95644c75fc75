import { entered, evidenced, latest } from './fulfilment.ts';
import type { RouteRules } from './route-rules.ts';

/** 作价入股: fulfilled when the patent is valued, its title transferred and the share registered (公司法 第四十八、四十九条). */
export const equity = {
  route: 'equity',
  fields: { exclusivity: 'never', termMonths: 'never', royalty: 'never', equityShare: 'must' },
  mayBeFree: () => false,
  fixedPart: 'equity',
  lines: { contributed: ['equity'] },
  takes: () => 'title',
  fulfilledOn: (contract) =>
    latest(
      contract.effectiveOn,
      evidenced(contract, 'valuation'),
      evidenced(contract, 'titleTransfer'),
      evidenced(contract, 'shareRegistration'),
      entered(contract, 'contributed'),
    ),
} as const satisfies RouteRules;
