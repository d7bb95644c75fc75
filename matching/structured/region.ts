import type { MatchNeed, MatchPatent, Place } from '../types.ts';
import { known, unknown, type Fit } from './fit.ts';

/** Great-circle distance in kilometres. */
export function kilometres(a: Place, b: Place): number {
  const rad = Math.PI / 180;
  const h =
    Math.sin(((b.latitude - a.latitude) * rad) / 2) ** 2 +
    Math.cos(a.latitude * rad) * Math.cos(b.latitude * rad) * Math.sin(((b.longitude - a.longitude) * rad) / 2) ** 2;
  return 12_742 * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Near is better, but far is at least one half; distance does not matter if remote work is accepted. */
export function regionFit(need: MatchNeed, patent: MatchPatent): Fit {
  const shown = {
    ...(need.province !== undefined && { wanted: need.province }),
    ...(patent.province !== undefined && { offered: patent.province }),
  };
  if (need.remoteAccepted) return known(1, shown);
  const sameProvince = need.province !== undefined && need.province === patent.province;
  if (need.place && patent.place) {
    const near = 0.5 + 0.5 * Math.exp(-kilometres(need.place, patent.place) / 300);
    return known(sameProvince ? Math.max(near, 0.9) : near, shown);
  }
  if (need.province === undefined || patent.province === undefined)
    return unknown(need.province, patent.province, shown);
  return known(sameProvince ? 1 : 0.5, shown);
}
