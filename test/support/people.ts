import { consentVersion } from '../../server/domain/accounts/consent.ts';
import { creditCodeFrom } from '../../server/domain/credit-code.ts';
import type { OrganisationKind } from '../../server/domain/actors.ts';
import type { AuthorityLevel } from '../../server/domain/jurisdiction.ts';
import { Caller, newId, type TestApp } from './app.ts';

export const password = 'correct horse battery';
let count = 0;

/** The initial administrator of the test app, signed in once per app and language. */
export function administrator(app: TestApp, language: 'zh' | 'en' = 'en'): Promise<Caller> {
  const key = `${app.address} ${language}`;
  const known =
    administrators.get(key) ?? new Caller(app.address, language).signIn('admin@example.org', 'a long enough password');
  administrators.set(key, known);
  return known;
}
const administrators = new Map<string, Promise<Caller>>();

export type Member = Caller & { organisationId: string; email: string };

/** A valid 统一社会信用代码 that is unique in the run. */
export const someCreditCode = (): string =>
  creditCodeFrom(`91330106MA${String(++count).padStart(6, '0')}${'0'.repeat(1)}`);

/** The admin of a new organisation, signed in; the organisation is approved by default. */
export async function member(
  app: TestApp,
  kind: OrganisationKind,
  options: { name?: string; place?: string; level?: AuthorityLevel; isApproved?: boolean; language?: 'zh' | 'en' } = {},
): Promise<Member> {
  const id = newId();
  const email = `person-${id.slice(0, 8)}@example.org`;
  const caller = new Caller(app.address, options.language);
  await caller.call('organisations.register', {
    body: {
      id,
      commandId: newId(),
      expectedVersion: 0,
      name: options.name ?? `${kind} ${id.slice(0, 8)}`,
      kind,
      creditCode: someCreditCode(),
      place: options.place ?? '330106',
      ...(options.level ? { level: options.level } : {}),
      admin: { email, password, displayName: 'Li Hua', consent: consentVersion },
    },
  });
  if (options.isApproved !== false) {
    const admin = await administrator(app);
    await admin.call('organisations.decide', {
      params: { organisationId: id },
      body: { commandId: newId(), expectedVersion: 1, decision: 'approve' },
    });
  }
  await caller.signIn(email, password);
  return Object.assign(caller, { organisationId: id, email });
}
