import { operations } from '../../../server/api/operations.ts';
import type { Operation } from '../../../server/api/operation.ts';
import { type Actor, memberRoles, nobody, organisationKinds, system } from '../../../server/domain/actors.ts';
import { DomainError } from '../../../server/domain/errors.ts';
import type { OrganisationId, UserId } from '../../../server/domain/ids.ts';
import { authorise, type Who } from '../../../server/domain/permissions.ts';

const rows = Object.entries<Operation>(operations);
const person = { kind: 'person', userId: 'u' as UserId, isAdministrator: false } as const;
/** Every kind in every role, approved and not: all the members there can be. */
const members = organisationKinds.flatMap((kind) =>
  memberRoles.flatMap((memberRole) =>
    [true, false].map((isApproved) => ({ id: 'o' as OrganisationId, kind, memberRole, isApproved, place: '330106' })),
  ),
);

const answer = (who: Who, actor: Actor, operation = 'things.do'): string => {
  try {
    authorise(operation, who, actor);
    return 'let in';
  } catch (error) {
    return error instanceof DomainError ? error.code : String(error);
  }
};

/** Whom a row names, told independently of the code that keeps the promise. */
const names = (who: Who, { kind, memberRole, isApproved }: (typeof members)[number]): boolean =>
  typeof who === 'string'
    ? who !== 'administrator'
    : isApproved &&
      Object.keys(who).some((field) => field !== 'administrator') && // `administrator` alone names no member
      (who.kinds ?? organisationKinds).includes(kind) &&
      (memberRole === 'admin' || (who.roles ?? memberRoles).includes(memberRole));

/** Came by a link that opens one operation of one thing, as yet of none of the table. */
const guest: Actor = { kind: 'guest', linkId: 'l', thing: { kind: 'talk', id: 't' }, operations: ['talks.vote'] };

describe.each(rows)('%s', (name, { who }) => {
  it('lets in the kinds and roles that its row names, while they are approved, and nobody else', () => {
    const wrong = members.filter(
      (organisation) =>
        answer(who, { ...person, organisation }) !== (names(who, organisation) ? 'let in' : 'NOT_ALLOWED'),
    );
    expect(wrong).toEqual([]);
  });

  it('lets in the system; an administrator, a person without an organisation and a stranger where the row says so', () => {
    const isOpen = who === 'anyone' || who === 'signedIn';
    const forAdministrator = who === 'administrator' || (typeof who === 'object' && who.administrator === true);
    expect({
      system: answer(who, system),
      administrator: answer(who, { ...person, isAdministrator: true }),
      person: answer(who, person),
      nobody: answer(who, nobody),
      guest: answer(who, guest, name),
    }).toEqual({
      system: 'let in',
      administrator: isOpen || forAdministrator ? 'let in' : 'NOT_ALLOWED',
      person: isOpen ? 'let in' : 'NOT_ALLOWED',
      nobody: who === 'anyone' ? 'let in' : 'NOT_AUTHENTICATED',
      guest: 'NOT_ALLOWED', // also what is open to anyone: his link names it or it is not his
    });
  });
});

describe('a row that names no members', () => {
  it.each([
    ['the administrator alone', { administrator: true }],
    ['nobody', {}],
  ])('lets none of them in: %s', (_whom, who) => {
    // @ts-expect-error a row of the table says which members it lets in
    const row: Who = who;
    const letIn = members.filter((organisation) => answer(row, { ...person, organisation }) !== 'NOT_ALLOWED');
    expect(letIn).toEqual([]);
  });

  it('lets the administrator in where it says so, also as a member of some organisation', () => {
    // @ts-expect-error as above
    const row: Who = { administrator: true };
    for (const organisation of [undefined, ...members])
      expect(answer(row, { ...person, isAdministrator: true, ...(organisation ? { organisation } : {}) })).toBe(
        'let in',
      );
  });

  it('is none of the table: each says what it lets in, in words or by kinds, roles or a further rule', () => {
    const silent = rows.filter(([, { who }]) => typeof who === 'object' && Object.keys(who).join() === 'administrator');
    expect(silent.map(([name]) => name)).toEqual([]);
  });
});
