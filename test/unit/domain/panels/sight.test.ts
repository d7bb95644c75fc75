import type { Actor } from '../../../../server/domain/actors.ts';
import type { OrganisationId, UserId } from '../../../../server/domain/ids.ts';
import { type Looker, organises, sightOf } from '../../../../server/domain/panels/sight.ts';
import { ask, fresh, organise, score, sign, sit, type World } from '../../../support/panel-examples.ts';

const person = (userId: string, organisationId: string | null = null, isApproved = true): Actor => ({
  ...{ kind: 'person', userId: userId as UserId, isAdministrator: false },
  ...(organisationId === null
    ? {}
    : {
        organisation: {
          ...{ id: organisationId as OrganisationId, kind: 'centre', place: '330106', isApproved, memberRole: 'admin' },
        },
      }),
});
const looker = (actor: Actor, world: World, conflictedWith: readonly string[] = []): Looker => ({
  actor,
  seat: world.seats.find((seat) => actor.kind === 'person' && seat.userId === actor.userId) ?? null,
  conflictedWith: new Set(conflictedWith),
});

const running = () => {
  const asked = ask(fresh(), { x: ['a', 'b'], y: ['a', 'b'] });
  const seated = sit(sit(asked, 'x', sign(['b'])), 'y', sign());
  return sit(sit(seated, 'x', score('a', 9)), 'y', score('a', 8));
};
const closed = () => {
  const world = running();
  const panel = { ...world.panel, state: 'closed' as const };
  return { ...world, panel };
};
/** What of the two things somebody sees, as the names of what is not hidden. */
const seen = (who: Looker, { panel }: World) => {
  const sight = sightOf(who, panel);
  if (!sight) return null;
  return ['a', 'b'].map((thingId) =>
    Object.entries(sight.of(thingId)).flatMap(([name, value]) =>
      value === false || value === 'none' ? [] : value === true ? [name] : [`${name}:${String(value)}`],
    ),
  );
};
const all = ['material', 'counts', 'aggregate', 'answers:all', 'toPanel', 'toApplicant', 'outcome'];
const afterwards = ['material', 'aggregate', 'answers:own', 'toPanel', 'toApplicant', 'outcome'];
const own = ['material', 'answers:own'];

describe('who sees what of a panel', () => {
  const expert = (userId: string, world: World, conflicted: readonly string[] = []) =>
    looker(person(userId, 'somewhere'), world, conflicted);

  it('its organiser sees all of it, and of a thing with which the one who looks is in conflict nothing', () => {
    for (const world of [running(), closed()]) {
      expect(seen(looker(person('u', 'centre'), world), world)).toEqual([all, all]);
      expect(seen(looker(person('u', 'centre'), world, ['b']), world)).toEqual([all, []]);
    }
    const recused = organise(running(), { command: 'recuse', userId: 'u', thingId: 'a', reason: 'r' });
    expect(seen(looker(person('u', 'centre'), recused), recused)).toEqual([[], all]);
    expect(seen(looker(person('colleague', 'centre'), recused), recused)).toEqual([all, all]);
  });

  it('an expert sees what they may judge and their own answers, and afterwards what came of what they judged', () => {
    const [during, after] = [running(), closed()];
    expect(seen(expert('x', during), during)).toEqual([own, []]);
    expect(seen(expert('y', during), during)).toEqual([own, own]);
    expect(seen(expert('x', after), after)).toEqual([afterwards, []]);
    expect(seen(expert('y', after), after)).toEqual([afterwards, own]); // has not judged b
    expect(seen(expert('y', after, ['a']), after)).toEqual([[], own]);
  });

  it('an expert who has not signed, or is gone, sees nothing of any thing', () => {
    const asked = ask(fresh(), { x: ['a', 'b'] });
    expect(seen(expert('x', asked), asked)).toEqual([[], []]);
    const gone = sit(running(), 'x', { command: 'decline', reason: 'r' });
    expect(seen(expert('x', gone), gone)).toEqual([[], []]);
  });

  it('who organises and judges is blind as every expert is', () => {
    const world = running();
    expect(seen(looker(person('x', 'centre'), world), world)).toEqual([own, []]);
    expect(organises(looker(person('x', 'centre'), world), world.panel)).toBe(false);
  });

  it('an applicant learns of it when it is closed: the comments to it and the outcome, of its own thing alone', () => {
    const applicant = (world: World) => looker(person('u', 'owner of a'), world);
    for (const world of [fresh(), running()]) expect(seen(applicant(world), world)).toBeNull();
    expect(seen(applicant(closed()), closed())).toEqual([['toApplicant', 'outcome'], []]);
    const cancelled = organise(running(), { command: 'cancel', reason: 'r' });
    expect(seen(applicant(cancelled), cancelled)).toBeNull();
  });

  it.each<[string, Actor]>([
    ['another organisation', person('u', 'other')],
    ['a former member', person('u')],
    ['a suspended organiser', person('u', 'centre', false)],
    ['a suspended applicant', person('u', 'owner of a', false)],
    ['the administrator', { ...person('u'), isAdministrator: true } as Actor],
    ['nobody', { kind: 'nobody' }],
  ])('%s may not know that there is one', (_who, actor) => {
    for (const world of [fresh(), running(), closed()]) expect(sightOf(looker(actor, world), world.panel)).toBeNull();
  });

  it('commands are for those of the organiser who are in no conflict and hold no seat', () => {
    const world = running();
    expect(organises(looker(person('u', 'centre'), world), world.panel)).toBe(true);
    expect(organises(looker(person('u', 'centre'), world, ['a']), world.panel)).toBe(false);
    expect(organises(looker(person('u', 'other'), world), world.panel)).toBe(false);
  });
});
