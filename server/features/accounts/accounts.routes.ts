import type { Actor } from '../../domain/actors.ts';
import { DomainError } from '../../domain/errors.ts';
import type { HandlersOf } from '../../platform/pipeline.ts';
import type { accountsReads } from './accounts.reads.ts';
import type { AccountsService } from './accounts.service.ts';
import type { PasswordsService } from './passwords.service.ts';

export function accountsRoutes(
  service: AccountsService,
  passwords: PasswordsService,
  reads: ReturnType<typeof accountsReads>,
): HandlersOf<'accounts'> {
  return {
    'accounts.signIn': async ({ body, session, language }) => {
      const actor = await session.signIn(body.email, body.password);
      const me = actor && (await reads.me(actor, language));
      if (!me) throw new DomainError('NOT_AUTHENTICATED', 'accounts.badCredentials');
      return me;
    },
    'accounts.signOut': async ({ session }) => {
      await session.signOut();
      return {};
    },
    'accounts.me': ({ actor, language }) => reads.me(actor, language),
    'accounts.setUp': ({ body }) => service.setUp(body),
    'accounts.register': ({ body }) => service.register(body),
    'accounts.centres': ({ query }) => reads.centres(query),
    'accounts.organisations': ({ actor, query }) => reads.organisations(actor, query),
    'accounts.organisation': ({ actor, params }) => reads.organisation(actor, params.organisationId),
    'accounts.decide': ({ actor, params, body }) => service.decide(actor, params.organisationId, body),
    'accounts.invite': ({ actor, params, body }) => service.invite(actor, params.organisationId, body),
    'accounts.acceptInvitation': ({ params, body }) => service.acceptInvitation(params.invitationId, body),
    'accounts.members': ({ actor, params, query }) => reads.members(actor, params.organisationId, query),
    'accounts.changeMember': ({ actor, params, body }) =>
      service.changeMember(actor, params.organisationId, params.userId, body),
    'accounts.issuePasswordLink': ({ actor, params, body }) => passwords.issueLink(actor, params, body),
    'accounts.renewPassword': async ({ params, body, session }) => {
      const { userId, email } = await passwords.renew(params.linkId, body);
      await session.end(userId, 'all');
      return { email };
    },
    'accounts.changePassword': async ({ actor, body, session }) => {
      const userId = signedIn(actor);
      await passwords.change(actor, userId, body);
      await session.end(userId, 'others');
      return {};
    },
    'accounts.changeLanguage': async ({ actor, body }) => {
      await service.changeLanguage(signedIn(actor), body.language);
      return {};
    },
  };
}

function signedIn(actor: Actor): string {
  if (actor.kind !== 'person') throw new DomainError('NOT_AUTHENTICATED', 'common.notAuthenticated');
  return actor.userId;
}
