import type { Feature, Ground } from '../../platform/feature.ts';
import { ledgerStore } from './ledger.store.ts';

export const ledgerFeature = ({ database }: Ground) => ({ offers: ledgerStore(database) }) satisfies Feature;
