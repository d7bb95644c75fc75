import type { Feature, Ground } from '../../platform/feature.ts';
import { type OverviewPorts, overviewReads } from './overview.reads.ts';

export function overviewFeature({ clock }: Ground, ports: Omit<OverviewPorts, 'clock'>) {
  const reads = overviewReads({ clock, ...ports });
  return { handlers: { 'overview.get': () => reads.overview() } } satisfies Feature;
}
