import {
  type Actor,
  type ActingOrganisation,
  type Guest,
  isCentre,
  nobody,
  organisationIdOf,
  type Person,
  system,
} from '../../../server/domain/actors.ts';
import { type Assignment, assignedRoles } from '../../../server/domain/assignments.ts';
import type { OrganisationId, UserId } from '../../../server/domain/ids.ts';
import { memberCommandsOf } from '../../../server/domain/members.ts';
import { authorise, checkActingFor, forNobody, type Who } from '../../../server/domain/permissions.ts';
import { liesWithin, type Unit, unitUnder } from '../../../server/domain/units.ts';

const person = (organisation: Partial<ActingOrganisation> = {}, more: Partial<Person> = {}): Person => ({
  kind: 'person',
  userId: 'u' as UserId,
  isAdministrator: false,
  organisation: {
    ...{ id: 'o' as OrganisationId, kind: 'authority', place: '330106', isApproved: true, memberRole: 'admin' },
    ...organisation,
  },
  ...more,
});
const guest: Guest = {
  ...{ kind: 'guest', linkId: 'l', thing: { kind: 'roadshow', id: 'r' } },
  operations: ['roadshows.vote'],
};
const isLetIn = (who: Who, actor: Actor, operation = 'x.do'): boolean => {
  try {
    authorise(operation, who, actor);
    return true;
  } catch {
    return false;
  }
};

describe('who may call an operation', () => {
  it('a guest by link calls what the link names', () => {
    expect(isLetIn({ kinds: ['centre'] }, guest, 'roadshows.vote')).toBe(true);
    expect(isCentre(guest)).toBe(false);
    expect(organisationIdOf(guest)).toBeUndefined();
  });

  it('authorities of the levels that it names', () => {
    const who: Who = { kinds: ['authority'], levels: ['province', 'national'] };
    expect(isLetIn(who, person({ level: 'province' }))).toBe(true);
    expect(isLetIn(who, person({ level: 'city' }))).toBe(false);
    expect(isLetIn(who, person())).toBe(false);
    expect(isLetIn(who, person({ level: 'province', isApproved: false }))).toBe(false);
    expect(isLetIn({ ...who, administrator: true }, person({}, { isAdministrator: true }))).toBe(true);
    expect([isLetIn(who, system), isLetIn(who, nobody)]).toEqual([true, false]);
  });
});

describe('a page that acts for an organisation', () => {
  const { organisation: _, ...memberOfNone } = person();
  it.each([
    ['the same one', 'o', person(), true],
    ['another one', 'other', person(), false],
    ['none, by somebody who acts for one', forNobody, person(), false],
    ['one of which its person is no member any more', 'o', memberOfNone, false],
    ['not said, by somebody who belongs to one', undefined, person(), true],
    ['not said, by somebody who belongs to several', undefined, person({}, { belongsToSeveral: true }), false],
    ['the same one, by somebody who belongs to several', 'o', person({}, { belongsToSeveral: true }), true],
    ['anything, by nobody', 'o', nobody, true],
  ] as const)('%s', (_, pageActsFor, actor, isHeard) => {
    const give = () => checkActingFor(pageActsFor, actor);
    if (isHeard) expect(give).not.toThrow();
    else expect(give).toThrow('accounts.otherOrganisation');
  });
});

it('an admin makes no way into an account that opens another organisation too', () => {
  const member = { userId: 'm', organisationId: 'o', isAdministrator: false, belongsElsewhere: false };
  expect(memberCommandsOf(person(), member)).toContain('issuePasswordLink');
  expect(memberCommandsOf(person(), { ...member, belongsElsewhere: true })).toEqual(['changeMember']);
  const administrator = person({ id: 'else' as OrganisationId }, { isAdministrator: true });
  expect(memberCommandsOf(administrator, { ...member, belongsElsewhere: true })).toEqual(['issuePasswordLink']);
});

it('units lie three deep at most, know what they lie in, and take roles from above', () => {
  const unit = (id: string) => ({ id, organisationId: 'o', name: id });
  const faculty = unitUnder(null, unit('faculty'));
  const department = unitUnder(faculty, unit('department'));
  const team: Unit = unitUnder(department, unit('team'));
  expect(team.ancestors).toEqual(['faculty', 'department']);
  expect(() => unitUnder(team, unit('desk'))).toThrow('accounts.unitTooDeep');
  expect(() => unitUnder(faculty, { ...unit('x'), organisationId: 'p' })).toThrow('common.notFound');
  expect([liesWithin(team, 'faculty'), liesWithin(team, null), liesWithin(null, null)]).toEqual([true, true, true]);
  expect([liesWithin(faculty, 'team'), liesWithin(null, 'faculty')]).toEqual([false, false]);
});

it('an assignment holds for its person, from its beginning until it ends', () => {
  const at = (day: number) => new Date(Date.UTC(2026, 4, day));
  const one: Assignment = {
    thing: { kind: 'round', id: 'r' },
    userId: 'u',
    role: 'expert',
    since: at(2),
    until: at(4),
  };
  const roles = (day: number, actor: Actor = person()) => assignedRoles(actor, [one], at(day));
  expect([roles(1), roles(2), roles(3), roles(4)]).toEqual([[], ['expert'], ['expert'], []]);
  expect(roles(3, { ...person(), userId: 'other' as UserId })).toEqual([]);
  expect(roles(3, guest)).toEqual([]);
});
