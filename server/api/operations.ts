import { mergeOnce } from '../domain/merge-once.ts';
import type { Operation, OperationInput, OperationOutput, OperationRequest } from './operation.ts';
import { accountsOperations } from './operations/accounts.ts';
import { calendarsOperations } from './operations/calendars.ts';
import { contractsOperations } from './operations/contracts.ts';
import { dealsOperations } from './operations/deals.ts';
import { filesOperations } from './operations/files.ts';
import { matchesOperations } from './operations/matches.ts';
import { matchingOperations } from './operations/matching.ts';
import { metricsOperations } from './operations/metrics.ts';
import { parametersOperations } from './operations/parameters.ts';
import { importsOperations } from './operations/imports.ts';
import { needsOperations } from './operations/needs.ts';
import { patentsOperations } from './operations/patents.ts';
import { reviewsOperations } from './operations/reviews.ts';
import { searchOperations } from './operations/search.ts';
import { systemOperations } from './operations/system.ts';
import { watchesOperations } from './operations/watches.ts';

/** The one table of operations: doors, typed client, OpenAPI and permission tests are all derived from it. */
export const operations = mergeOnce(
  'operation',
  systemOperations,
  accountsOperations,
  parametersOperations,
  calendarsOperations,
  filesOperations,
  dealsOperations,
  contractsOperations,
  metricsOperations,
  reviewsOperations,
  patentsOperations,
  needsOperations,
  importsOperations,
  searchOperations,
  matchesOperations,
  matchingOperations,
  watchesOperations,
) satisfies Record<string, Operation>;

export type Operations = typeof operations;
export type OperationName = keyof Operations;
export type Input<Name extends OperationName> = OperationInput<Operations[Name]>;
export type Request<Name extends OperationName> = OperationRequest<Operations[Name]>;
export type Output<Name extends OperationName> = OperationOutput<Operations[Name]>;
export type Body<Name extends OperationName> = Input<Name>['body'];

type Read = { [Name in OperationName]: Operations[Name]['method'] extends 'get' ? Name : never }[OperationName];
type RoomOf<Name> = Name extends `${infer Room}.${string}` ? Room : never;
/** A word for what is not as it was: one read (`deals.messages`), or every read of a room (`deals`). */
export type Changed = Read | RoomOf<Read>;

/** What an operation changes; a word that names no read does not compile. */
export function changesOf(name: OperationName): readonly Changed[] {
  const row = operations[name];
  return 'changes' in row ? row.changes : [];
}
