import { equity } from './equity.ts';
import { financing } from './financing.ts';
import { licence } from './licence.ts';
import { other } from './other.ts';
import type { RouteRules } from './route-rules.ts';
import { transfer } from './transfer.ts';

/** The routes of 转化运营金额 (转让, 许可, 作价入股, 投融资, 其他). A new one is a file in this folder and an entry here. */
const all = [transfer, licence, equity, financing, other] as const;

export type Route = (typeof all)[number]['route'];
export const routes: readonly Route[] = all.map(({ route }) => route);

const byRoute = new Map<Route, RouteRules>(all.map((rules) => [rules.route, rules]));

export function rulesOf(route: Route): RouteRules {
  const rules = byRoute.get(route);
  if (!rules) throw new Error(`there are no rules for the route ${route}`);
  return rules;
}
