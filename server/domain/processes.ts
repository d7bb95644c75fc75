import { centreProcess } from './centre-invitations.ts';
import { contractProcess } from './contracts/contract-process.ts';
import { dealProcess } from './deals/deal-process.ts';
import { expertInvitationProcess, expertProcess } from './experts/expert-process.ts';
import { importProcess } from './imports/import-process.ts';
import { matchProcess } from './matches.ts';
import { needProcess } from './needs/need-process.ts';
import { takingProcess } from './inbox/taking.ts';
import { organisationProcess } from './organisations.ts';
import { listingProcess } from './patents/listing-process.ts';
import { questionProcess } from './questions/question-process.ts';
import { watchProcess } from './watches.ts';
import { webhookProcess } from './webhooks/webhooks.ts';

/** All processes; drawn in PROCESSES.md and covered by the tests of tables. */
export const processes = [
  listingProcess,
  needProcess,
  matchProcess,
  questionProcess,
  dealProcess,
  contractProcess,
  centreProcess,
  importProcess,
  organisationProcess,
  watchProcess,
  takingProcess,
  webhookProcess,
  expertProcess,
  expertInvitationProcess,
] as const;
