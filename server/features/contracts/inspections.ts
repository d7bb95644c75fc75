import type { Input, Output } from '../../api/operations.ts';
import type { Actor } from '../../domain/actors.ts';
import type { Contract } from '../../domain/contracts/contract.ts';
import { mayInspectContract, mayKnowContract } from '../../domain/contracts/contract-visibility.ts';
import type { InspectionEvents } from '../../domain/contracts/inspection-events.ts';
import { DomainError } from '../../domain/errors.ts';
import { isOneOf } from '../../domain/events.ts';
import { type Clock, idFrom } from '../../platform/clock.ts';
import { numberedPlace } from '../../platform/cursor.ts';
import type { Commands } from '../../platform/events/commands.ts';
import type { EventStore } from '../../platform/events/event.store.ts';
import type { ContractPorts } from './contracts.ports.ts';
import { concernsOf } from './contracts.service.ts';
import type { ContractsStore, KeptContract } from './contracts.store.ts';

type Seen = InspectionEvents['inspection.made'];
export type InspectionPorts = Pick<ContractPorts, 'organisations' | 'people' | 'countedFor' | 'fileNames'> &
  Readonly<{ store: ContractsStore; commands: Commands; events: EventStore; clock: Clock }>;

const hour = 3_600_000;

/**
 * Looking, from outside, at what makes a figure. Nobody looks before the entry for the parties is committed; a page that
 * is read again within the hour is the same look.
 */
export function contractInspections({ store, commands, events, clock, ...ports }: InspectionPorts) {
  const isCountedFor = async (actor: Actor, contractId: string): Promise<boolean> =>
    mayInspectContract(actor, await ports.countedFor(contractId));

  const enter = async (actor: Actor, contract: Contract, seen: Seen): Promise<void> => {
    if (actor.kind !== 'person') return;
    const { userId, organisation } = actor;
    const at = Math.floor(clock.now().getTime() / hour);
    const look = [contract.id, seen.what, seen.fileId, userId, organisation?.id, at].join(' ');
    const body = { commandId: idFrom(`inspection of ${look}`), ...seen };
    const stream = `inspection:${contract.id}`;
    await commands.execute({ operation: 'contracts.inspect', stream, actor, body }, async () => ({
      type: 'inspection.made',
      data: seen,
      concerns: concernsOf(contract, organisation?.id ?? null),
    }));
  };

  return {
    /**
     * The contract for whoever is in it, or may see a figure that it makes, whose look is then entered; NOT_FOUND for
     * everybody else.
     */
    look: async (actor: Actor, contractId: string, seen: Seen): Promise<KeptContract> => {
      const kept = await store.contract(contractId);
      if (kept && mayKnowContract(actor, kept.contract)) return kept;
      if (!kept || !(await isCountedFor(actor, contractId))) throw new DomainError('NOT_FOUND', 'common.notFound');
      await enter(actor, kept.contract, seen);
      return kept;
    },

    /** Whether the file belongs to what makes a figure that the actor may see; the look is then entered. */
    mayHaveFile: async (actor: Actor, fileId: string): Promise<boolean> => {
      if (actor.kind !== 'person') return false;
      for (const contractId of await store.naming(fileId)) {
        const kept = await store.contract(contractId);
        if (!kept || !(await isCountedFor(actor, contractId))) continue;
        await enter(actor, kept.contract, { what: 'file', fileId });
        return true;
      }
      return false;
    },

    /** Who looked at what, for those who are in the contract. */
    list: async (
      contractId: string,
      { limit, cursor }: Input<'contracts.inspections'>['query'],
    ): Promise<Output<'contracts.inspections'>> => {
      const after = cursor === undefined ? 0 : numberedPlace(cursor);
      const found = await events.ofStream(`inspection:${contractId}`, after, limit + 1);
      const made = found.slice(0, limit).filter((event) => isOneOf(event, ['inspection.made']));
      const people = await ports.people([...new Set(made.flatMap(({ by }) => by.userId ?? []))]);
      const names = await ports.organisations.names([...new Set(made.flatMap(({ by }) => by.organisationId ?? []))]);
      const files = await ports.fileNames([...new Set(made.flatMap(({ data }) => data.fileId ?? []))]);
      const items = made.map(({ seq, at, by: { userId = '', organisationId: id }, data: { what, fileId } }) => ({
        ...{ seq, at: at.toISOString(), what },
        displayName: people.get(userId) ?? '',
        organisation: id ? { id, name: names.get(id) ?? '' } : null,
        fileName: fileId && (files.get(fileId) ?? ''),
      }));
      return { items, nextCursor: found.length > limit ? String(found[limit - 1]?.seq) : null };
    },
  };
}

export type ContractInspections = ReturnType<typeof contractInspections>;
