import { type Actor, nobody, type OrganisationKind, system } from '../../../server/domain/actors.ts';
import { mayKnowDeal } from '../../../server/domain/deals/deal-visibility.ts';
import type { OrganisationId, UserId } from '../../../server/domain/ids.ts';
import { importRoles } from '../../../server/domain/imports/import-visibility.ts';
import { covers, isAbove, placeFilter } from '../../../server/domain/jurisdiction.ts';
import { mayKnowPair, type PairInSight } from '../../../server/domain/matches/match-visibility.ts';
import { mayKnowNeed, mayKnowOwner, type NeedInSight } from '../../../server/domain/needs/need-visibility.ts';
import {
  mayReadFigures,
  mayReadInside,
  mayReadMembers,
  mayReadOrganisation,
} from '../../../server/domain/organisations/organisation-visibility.ts';
import { mayKnowOther, mayKnowQuestion, questionRoleOf } from '../../../server/domain/questions/question-visibility.ts';
import { mayKnowListing } from '../../../server/domain/patents/listing-visibility.ts';

const of = (id: string, isApproved = true, kind: OrganisationKind = 'company'): Actor => ({
  kind: 'person',
  userId: 'u' as UserId,
  isAdministrator: false,
  organisation: { id: id as OrganisationId, kind, place: '330106', isApproved, memberRole: 'admin' },
});

const need: NeedInSight = { organisationId: 'owner', state: 'open', visibility: 'public', invited: [] };
const targeted: NeedInSight = { ...need, visibility: 'targeted', invited: ['guest'] };

describe('a need', () => {
  it('is known by everybody while it is open, by whom it invites when it is targeted, and by its owner always', () => {
    for (const anybody of [nobody, of('other'), of('other', false)]) expect(mayKnowNeed(anybody, need)).toBe(true);
    expect(mayKnowNeed(of('other'), targeted)).toBe(false);
    expect(mayKnowNeed(of('guest'), targeted)).toBe(true);
    for (const state of ['draft', 'review', 'solved', 'closed', 'expired'] as const) {
      expect(mayKnowNeed(of('guest'), { ...targeted, state })).toBe(false);
      expect(mayKnowNeed(nobody, { ...need, state })).toBe(false);
      for (const known of [of('owner'), system]) expect(mayKnowNeed(known, { ...targeted, state })).toBe(true);
    }
  });

  it('that is anonymous has a name for its owner, and for the other side once both want it', () => {
    const anonymous: NeedInSight = { ...need, visibility: 'anonymous' };
    expect(mayKnowNeed(nobody, anonymous)).toBe(true);
    expect(mayKnowOwner(of('other'), anonymous)).toBe(false);
    expect(mayKnowOwner(of('other'), anonymous, true)).toBe(true);
    expect(mayKnowOwner(of('owner'), anonymous)).toBe(true);
    expect(mayKnowOwner(of('owner', false), anonymous)).toBe(false);
  });
});

describe('a pair', () => {
  const match = { state: 'interestedByDemander', supplierId: 'other', demanderId: 'owner', centreId: null } as const;
  const pair: PairInSight = { need: targeted, patent: { organisationId: 'other', isOnOffer: true }, match };

  it('is known to whom the owner of its need showed interest, which is an invitation', () => {
    expect(mayKnowPair(of('other'), pair)).toBe(true);
    expect(mayKnowPair(of('third'), pair)).toBe(false);
    expect(mayKnowPair(of('other'), { ...pair, match: { ...match, state: 'interestedBySupplier' } })).toBe(false);
    expect(mayKnowPair(of('other'), { ...pair, match: null })).toBe(false);
  });

  it('of a patent that is off the market is known to its parties', () => {
    const hidden: PairInSight = { ...pair, need, patent: { organisationId: 'other', isOnOffer: false } };
    expect(mayKnowPair(of('third'), hidden)).toBe(false);
    expect(mayKnowPair(of('owner'), { ...hidden, match: null })).toBe(false);
    for (const party of ['owner', 'other']) expect(mayKnowPair(of(party), hidden)).toBe(true);
    expect(mayKnowPair(of('centre'), { ...hidden, match: { ...match, centreId: 'centre' } })).toBe(true);
  });
});

it('a question is known to whoever asks and is asked; who is asked is named to the other as the thing names its owner', () => {
  const question = { askerId: 'asker', ownerId: 'owner' };
  for (const [id, role] of [
    ['asker', 'asker'],
    ['owner', 'owner'],
    ['third', null],
  ] as const) {
    expect(mayKnowQuestion(of(id), question)).toBe(role !== null);
    expect(questionRoleOf(of(id), question)).toBe(role);
    expect(questionRoleOf(of(id, false), question)).toBe(null);
  }
  expect(mayKnowQuestion(nobody, question)).toBe(false);
  expect(mayKnowOther(of('owner'), question, false)).toBe(true);
  expect(mayKnowOther(of('asker'), question, false)).toBe(false);
  expect(mayKnowOther(of('asker'), question, true)).toBe(true);
});

it('who waits for approval, was refused or is suspended knows no more than anybody', () => {
  const [member, waiting] = [of('own'), of('own', false)];
  const listing = { organisationId: 'own', state: 'draft' } as const;
  const deal = { supplierId: 'own', demanderId: 'x', centreIds: [] };
  const owned: Record<string, (actor: Actor) => boolean> = {
    need: (actor) => mayKnowNeed(actor, { ...targeted, invited: ['own'] }),
    ownNeed: (actor) => mayKnowNeed(actor, { ...need, organisationId: 'own', state: 'draft' }),
    listing: (actor) => mayKnowListing(actor, listing),
    deal: (actor) => mayKnowDeal(actor, deal),
    deal2: (actor) => mayKnowDeal(actor, { ...deal, supplierId: 'y', centreIds: ['own'] }),
    question: (actor) => mayKnowQuestion(actor, { askerId: 'x', ownerId: 'own' }),
    import: (actor) => importRoles(actor, { organisationId: 'own' }).length > 0,
    members: (actor) => mayReadMembers(actor, 'own'),
    figures: (actor) => mayReadFigures(actor, { id: 'own', kind: 'centre', place: '330106', level: null }),
  };
  for (const [what, mayKnow] of Object.entries(owned)) {
    expect([what, mayKnow(member), mayKnow(waiting), mayKnow(nobody)]).toEqual([what, true, false, false]);
  }
});

it('an organisation reads its own page in any state; everybody else only while it is approved', () => {
  const own = { id: 'own', kind: 'company', place: '330106', level: null } as const;
  const organisation = { ...own, state: 'suspended' } as const;
  expect(mayReadOrganisation(of('own', false), organisation)).toBe(true);
  expect(mayReadInside(of('own', false), own)).toBe(true);
  expect(mayReadOrganisation(of('other'), organisation)).toBe(false);
  expect(mayReadOrganisation(nobody, { ...organisation, state: 'approved' })).toBe(true);
  expect(mayReadInside(nobody, own)).toBe(false);
});

it.each([
  ['national', '110000', '650100', true],
  ['province', '330106', '331082', true],
  ['province', '330106', '320106', false],
  ['province', '330106', '330000', true],
  ['city', '330106', '330122', true],
  ['city', '330106', '330200', false],
  ['city', '330106', '330000', false],
  ['city', '330106', '33', false],
] as const)('an authority at the level %s in %s reaches %s: %s', (level, place, asked, isCovered) => {
  expect(covers({ place, level }, asked)).toBe(isCovered);
  const { first, last } = placeFilter({ place, level });
  if (asked.length === 6) expect(first <= asked && asked <= last).toBe(isCovered);
});

it('the nation is above provinces, provinces above cities, nobody above himself', () => {
  expect(isAbove('national', 'province') && isAbove('province', 'city')).toBe(true);
  expect(isAbove('city', 'province') || isAbove('city', 'city')).toBe(false);
});
