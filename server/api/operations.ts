import { mergeOnce } from '../domain/merge-once.ts';
import type { Operation, OperationInput, OperationOutput, OperationRequest } from './operation.ts';
import { accountsOperations } from './operations/accounts.ts';
import { addressesOperations } from './operations/addresses.ts';
import { calendarsOperations } from './operations/calendars.ts';
import { contractsOperations } from './operations/contracts.ts';
import { dealsOperations } from './operations/deals.ts';
import { expertsOperations } from './operations/experts.ts';
import { inboxOperations } from './operations/inbox.ts';
import { filesOperations } from './operations/files.ts';
import { matchesOperations } from './operations/matches.ts';
import { matchingOperations } from './operations/matching.ts';
import { membersOperations } from './operations/members.ts';
import { metricsOperations } from './operations/metrics.ts';
import { parametersOperations } from './operations/parameters.ts';
import { importsOperations } from './operations/imports.ts';
import { needsOperations } from './operations/needs.ts';
import { patentsOperations } from './operations/patents.ts';
import { questionsOperations } from './operations/questions.ts';
import { reviewsOperations } from './operations/reviews.ts';
import { searchOperations } from './operations/search.ts';
import { systemOperations } from './operations/system.ts';
import { overviewOperations } from './operations/overview.ts';
import { watchesOperations } from './operations/watches.ts';
import { webhooksOperations } from './operations/webhooks.ts';

/** The table of operations. Routes, sockets, the typed client, OpenAPI and permission tests are derived from it. */
export const operations = mergeOnce(
  'operation',
  systemOperations,
  accountsOperations,
  addressesOperations,
  membersOperations,
  parametersOperations,
  calendarsOperations,
  filesOperations,
  dealsOperations,
  contractsOperations,
  metricsOperations,
  inboxOperations,
  reviewsOperations,
  patentsOperations,
  needsOperations,
  importsOperations,
  searchOperations,
  matchesOperations,
  matchingOperations,
  questionsOperations,
  overviewOperations,
  watchesOperations,
  webhooksOperations,
  expertsOperations,
) satisfies Record<string, Operation>;

export type Operations = typeof operations;
export type OperationName = keyof Operations;
export type Input<Name extends OperationName> = OperationInput<Operations[Name]>;
export type Request<Name extends OperationName> = OperationRequest<Operations[Name]>;
export type Output<Name extends OperationName> = OperationOutput<Operations[Name]>;
export type Body<Name extends OperationName> = Input<Name>['body'];

type Read = { [Name in OperationName]: Operations[Name]['method'] extends 'get' ? Name : never }[OperationName];
type RoomOf<Name> = Name extends `${infer Room}.${string}` ? Room : never;
/** Reads that a command changes: one (`deals.messages`), or all of a feature (`deals`). */
export type Changed = Read | RoomOf<Read>;

/** The reads that an operation changes. The type refuses rows that name reads which do not exist. */
export function changesOf(name: OperationName): readonly Changed[] {
  const row = operations[name];
  return 'changes' in row ? row.changes : [];
}
