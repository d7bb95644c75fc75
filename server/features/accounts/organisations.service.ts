import type { Body } from '../../api/operations.ts';
import { type Actor, nobody, type Person } from '../../domain/actors.ts';
import { creditCode } from '../../domain/credit-code.ts';
import { DomainError } from '../../domain/errors.ts';
import type { EventType } from '../../domain/events.ts';
import { isSeatOf } from '../../domain/jurisdiction.ts';
import { mayDecideOn, organisationProcess } from '../../domain/organisations.ts';
import { step } from '../../domain/process.ts';
import { foldedName } from '../../domain/public-name.ts';
import { standingChanged } from '../../platform/auth/standing.ts';
import type { Holds } from '../../platform/database/holds.store.ts';
import type { Commands, Outcome } from '../../platform/events/commands.ts';
import type { AccountsStore, StoredOrganisation } from './accounts.store.ts';
import type { Joining } from './joining.ts';
import type { Licences } from './licences.ts';
import { aboutOrganisation, organisationCommands } from './organisation-commands.ts';
import { checkPassword } from './password-strength.ts';
import { hashPassword } from './passwords.ts';

/** What decisions that rest on the approval of an organisation write. */
export const approvalOf = (organisationId: string) => `organisation:${organisationId}`;

const past = {
  approve: 'organisation.approved',
  refuse: 'organisation.refused',
  suspend: 'organisation.suspended',
} as const satisfies Record<Body<'organisations.decide'>['decision'], EventType>;

export type OrganisationsPorts = Readonly<{
  store: AccountsStore;
  commands: Commands;
  holds: Holds;
  joining: Joining;
  licences: Pick<Licences, 'named' | 'handOver' | 'release'>;
  /** Proof of a text for an event, which never holds the text itself. */
  proofOf: (text: string) => string;
}>;

/** Organisations register, and whoever is responsible for their place decides on them. */
export function organisationsService({ store, commands, holds, joining, licences, proofOf }: OrganisationsPorts) {
  const give = organisationCommands(commands, store);
  /** A credit code belongs to one approved organisation; pending, refused and suspended ones hold nothing. */
  const mustHaveFreeCode = async ({ _id, creditCode: code }: StoredOrganisation): Promise<void> => {
    await holds.alone(`creditCode:${code}`); // of two approvals at once the second looks again
    const holder = await store.approvedWithCode(code);
    if (holder && holder._id !== _id) throw new DomainError('WRONG_STATE', 'accounts.codeTaken', { name: holder.name });
  };

  const membersOf = async (organisationId: string) =>
    (await store.users(await store.memberIds(organisationId))).values();
  const claimed = () => new DomainError('WRONG_STATE', 'accounts.addressClaimed');

  /** Approving an organisation vouches for the addresses of its members. */
  const confirmMembers = async (organisationId: string): Promise<void> => {
    for (const member of await membersOf(organisationId)) if (!(await joining.confirm(member))) throw claimed();
  };

  const service = {
    /**
     * Founds an organisation that waits for approval. Its first admin is the caller who is signed in, or a new account.
     * No password is compared and no address looked up, so that nothing is learned of accounts that there are: an address
     * that belongs to an account is claimed (see `claims.service.ts`).
     */
    register: async (actor: Actor, body: Body<'organisations.register'>): Promise<Outcome> => {
      if ((body.kind === 'authority') !== (body.level !== undefined)) {
        throw new DomainError('INVALID_INPUT', 'accounts.levelNeeded', { field: 'level' });
      }
      if (body.level && !isSeatOf({ place: body.place, level: body.level }))
        throw new DomainError('INVALID_INPUT', 'accounts.seatOfLevel', { field: 'place' });
      const code = creditCode(body.creditCode);
      const { admin } = body;
      if (admin) checkPassword(admin.password, [admin.email, admin.displayName, body.name], 'admin.password');
      const founder = admin ? { admin, hash: await hashPassword(admin.password) } : signedInFounder(actor);
      const { id, name, kind, place, isSme, level = null, licenceFileId } = body;
      return commands.execute(
        { operation: 'organisations.register', stream: `organisation:${id}`, actor: admin ? nobody : actor, body },
        async ({ now, version }) => {
          const state = organisationProcess.initial;
          const file = await licences.named(id, place, licenceFileId, now);
          const registered = {
            name,
            nameKey: foldedName(name),
            kind,
            creditCode: code,
            place,
            level,
            isSme,
            state,
            licence: file && { fileId: file._id, name: file.name },
            registeredAt: now,
          };
          await store.saveOrganisation({ _id: id, v: 1, version, ...registered });
          const userId =
            'hash' in founder ? await joining.newAccount(founder.admin, founder.hash, false, now) : founder.userId;
          await joining.join({ userId, organisationId: id, role: 'admin', since: now });
          return {
            type: 'organisation.registered',
            data: {
              ...{ nameDigest: proofOf(name), codeDigest: proofOf(code), kind, place, level, isSme, adminId: userId },
              ...(file ? { licence: { fileId: file._id, sha256: file.sha256 } } : {}),
            },
            concerns: aboutOrganisation({ _id: id, place }),
          };
        },
      );
    },

    decide: async (actor: Actor, organisationId: string, body: Body<'organisations.decide'>): Promise<Outcome> => {
      const { decision, reason } = body;
      const outcome = await give({ operation: 'organisations.decide', actor, organisationId, body }, async (found) => {
        const isDecider = mayDecideOn(actor, judgedOf(found));
        const state = step(organisationProcess, found.state, decision, isDecider ? ['decider'] : [], undefined);
        if (state === 'approved') {
          await mustHaveFreeCode(found);
          await confirmMembers(organisationId);
          await licences.handOver(found);
        }
        const released = state === 'refused' ? await licences.release(found) : {};
        return {
          event: { type: past[decision], data: { reasonDigest: proofOf(reason) } },
          organisation: { state, decisionReason: reason, ...released },
        };
      });
      await standingChanged(holds, await store.memberIds(organisationId));
      await holds.drain([approvalOf(organisationId)]);
      return outcome;
    },

    /**
     * Settles whose a credit code is: the approved organisation that holds it is suspended, and this one approved, both
     * with the same reason. Two commands under one id: repeated after a crash it goes on where it stopped.
     */
    awardCode: async (
      actor: Actor,
      organisationId: string,
      body: Body<'organisations.awardCode'>,
    ): Promise<Outcome> => {
      const { commandId, expectedVersion, reason } = body;
      const found = await store.organisation(organisationId);
      if (!found || !mayDecideOn(actor, judgedOf(found))) throw new DomainError('NOT_FOUND', 'common.notFound');
      if (found.version !== expectedVersion && found.state !== 'approved')
        throw new DomainError('STALE_VERSION', 'common.staleVersion', { version: found.version });
      const holder = await store.approvedWithCode(found.creditCode);
      if (holder && holder._id !== organisationId) {
        // nobody is suspended for an organisation that cannot be approved
        for (const member of await membersOf(organisationId)) if (await joining.isClaimed(member)) throw claimed();
        const { version } = holder;
        const suspending = { commandId, expectedVersion: version, decision: 'suspend', reason } as const;
        await service.decide(actor, holder._id, suspending);
      }
      return service.decide(actor, organisationId, { commandId, expectedVersion, decision: 'approve', reason });
    },
  };
  return service;
}

const judgedOf = ({ _id, kind, place, level }: StoredOrganisation) => ({ id: _id, kind, place, level });

/** The caller founds it with its own account. */
function signedInFounder(actor: Actor): Person {
  if (actor.kind === 'person') return actor;
  throw new DomainError('INVALID_INPUT', 'accounts.adminNeeded', { field: 'admin' });
}
