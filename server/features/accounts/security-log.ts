import type { Actor } from '../../domain/actors.ts';
import type { Logger } from '../../platform/logger.ts';

/** What an operator looks for after an incident, one line each; ids only, no address, name or secret. */
export type SecurityEvent =
  | 'session.ended'
  | 'session.othersEnded'
  | 'signOut'
  | 'member.changed'
  | 'invitation.made'
  | 'invitation.revoked'
  | 'invitation.used'
  | 'passwordLink.made'
  | 'passwordLink.used'
  | 'password.changed'
  | 'passwordLink.requested'
  | 'addressLink.sent'
  | 'addressLink.used'
  | 'claim.answered';

/** Writes security events into the server's log; those of signing in are written by `sign-in.service.ts`. */
export const securityLog =
  (logger: Logger) =>
  (security: SecurityEvent, actor: Actor, ids: Readonly<Record<string, string | boolean | null>> = {}): void =>
    logger.info({ security, by: actor.kind === 'person' ? actor.userId : actor.kind, ...ids }, 'security');
