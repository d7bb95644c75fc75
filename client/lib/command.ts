import { useRef } from 'react';
import { useMutation } from '@tanstack/react-query';
import type { OperationName, Output } from '../../server/api/operations.ts';
import { call, changesOf, type RequestOf } from './api.ts';
import { newId } from './ids.ts';
import { isProblem } from './problem.ts';
import { forget } from './query.ts';

type BodyOf<Name extends OperationName> = RequestOf<Name> extends { body: infer Body } ? Body : never;
export type CommandName = {
  [Name in OperationName]: BodyOf<Name> extends { commandId: string } ? Name : never;
}[OperationName];
/** A command's request without its command id, which `useCommand` adds. */
export type Intent<Name extends CommandName> = Omit<RequestOf<Name>, 'body' | 'query'> & {
  body: Omit<BodyOf<Name>, 'commandId'>;
};

/**
 * Gives a command. The same intent keeps its command id until it succeeds, so that the server carries it out once even
 * when an answer was lost; while the server is away it is retried. Afterwards the reads that it changes are reloaded,
 * also when the command was refused because the thing had changed.
 */
export function useCommand<Name extends CommandName>(
  name: Name,
  onDone?: (outcome: Output<Name>, intent: Intent<Name>) => void,
) {
  const pending = useRef({ body: '', id: '' });
  return useMutation<Output<Name>, Error, Intent<Name>>({
    mutationFn: (intent) => {
      const body = JSON.stringify(intent);
      if (pending.current.body !== body) pending.current = { body, id: newId() };
      const request = { ...intent, body: { ...intent.body, commandId: pending.current.id } };
      return call(name, request as unknown as RequestOf<Name>); // the intent and its id are the whole request
    },
    retry: (count, error) => isProblem(error) && error.isPassing && count < 8,
    retryDelay: (count) => Math.min(500 * 2 ** count, 4_000),
    onSuccess: async (outcome, intent) => {
      pending.current = { body: '', id: '' };
      onDone?.(outcome, intent);
      await forget(changesOf(name));
    },
    onError: async (error) => {
      if (isProblem(error, 'STALE_VERSION') || isProblem(error, 'WRONG_STATE')) await forget(changesOf(name));
    },
  });
}
