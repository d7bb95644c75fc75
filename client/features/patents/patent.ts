import type { Output } from '../../../server/contract/operations.ts';

export type Patent = Output<'patents.patent'>;
