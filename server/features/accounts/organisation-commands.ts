import type { Actor } from '../../domain/actors.ts';
import { DomainError } from '../../domain/errors.ts';
import { concerning } from '../../domain/event.ts';
import type { FactOf } from '../../domain/events.ts';
import type { Commands, Outcome } from '../../platform/events/commands.ts';
import type { AccountsStore, StoredOrganisation } from './accounts.store.ts';

/** What an event of an organisation concerns: itself, and its authority by its place. */
export const aboutOrganisation = ({ _id, place }: Readonly<{ _id: string; place: string }>) =>
  concerning({ organisations: [_id], things: [`organisation:${_id}`], place });

type Given = Readonly<{
  operation: string;
  actor: Actor;
  organisationId: string;
  body: Readonly<{ commandId: string; expectedVersion?: number; [field: string]: unknown }>;
}>;
type Change = Readonly<{
  event: FactOf<Extract<FactOf['type'], `organisation.${string}`>>;
  /** What becomes of the organisation itself. */
  organisation?: Partial<StoredOrganisation>;
}>;

/** Carries out a command on one organisation; NOT_FOUND where there is none. */
export type GiveToOrganisation = (
  given: Given,
  work: (found: StoredOrganisation, now: Date) => Promise<Change>,
) => Promise<Outcome>;

/** The stream of an organisation holds what happens to it and to its members: each command makes its next version. */
export const organisationCommands =
  (commands: Commands, store: Pick<AccountsStore, 'organisation' | 'saveOrganisation'>): GiveToOrganisation =>
  ({ operation, actor, organisationId, body }, work) =>
    commands.execute({ operation, stream: `organisation:${organisationId}`, actor, body }, async ({ now, version }) => {
      const found = await store.organisation(organisationId);
      if (!found) throw new DomainError('NOT_FOUND', 'common.notFound');
      const { event, organisation } = await work(found, now);
      await store.saveOrganisation({ ...found, ...organisation, version });
      return { ...event, concerns: aboutOrganisation(found) };
    });
