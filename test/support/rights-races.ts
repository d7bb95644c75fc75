import fc from 'fast-check';
import { listingAfter } from '../../server/domain/contracts/follow.ts';
import type { Takes } from '../../server/domain/contracts/routes/route-rules.ts';
import { contractIdOf } from '../../server/features/contracts/contracts.service.ts';
import { rightsBookStore } from '../../server/features/contracts/rights-book.store.ts';
import { newId } from './app.ts';
import { endContract, freshDeal, give, licenceTerms, upload } from './deals.ts';
import { listPatent } from './listings.ts';
import { member, type Member } from './people.ts';
import type { TwoServers } from './two-servers.ts';

const licence = (exclusivity: 'exclusive' | 'sole' | 'ordinary') => ({ ...licenceTerms, exclusivity });
const offers = [
  licence('exclusive'),
  licence('sole'),
  licence('ordinary'),
  licence('ordinary'),
  { ...licenceTerms, route: 'transfer', exclusivity: null, termMonths: null, royalty: null },
] as const;
type Terms = (typeof offers)[number];
const takesOf = ({ route, exclusivity }: Terms): Takes =>
  route === 'transfer' ? 'title' : exclusivity === 'ordinary' ? 'use' : 'exclusivity';
const standing: readonly string[] = ['signed', 'effective', 'completed'];

/** One of several deals on a patent, up to its last signature. */
type Track = {
  demander: Member;
  dealId: string;
  sha256: string;
  terms: Terms;
  state: 'agreed' | 'signed' | 'effective' | 'ended';
  hasFirst: boolean;
};

/** What happens at once in a round: for each track whether it moves, on which server, and whether it ends. */
const step = fc.record({ moves: fc.nat(4).map((n) => n > 0), ends: fc.boolean(), door: fc.nat(1), terms: fc.nat(4) });
const plan = fc.array(step, { minLength: tracks(), maxLength: tracks() });
function tracks(): number {
  return 3;
}

/**
 * Several deals on one patent, and bursts of real commands on them over two servers. After each burst the book of
 * rights must hold exactly the standing contracts, none of which excludes another, and the listing must follow.
 */
export async function rightsRaces(
  servers: TwoServers,
  rounds: number,
  seed: number,
): Promise<{ faults: string[]; signed: number; refused: number }> {
  const { app, at, today: on } = servers;
  const owner = await member(app, 'university');
  const centre = await member(app, 'centre');
  const patentId = await listPatent(owner, { title: newId() });
  const books = rightsBookStore(app.app.database);
  const faults: string[] = [];
  let [signed, refused] = [0, 0];

  const begin = async (demander: Member, terms: Terms): Promise<Track> => {
    const { dealId } = await freshDeal(app, { supplier: owner, patentId, demander, centre });
    await give(owner, 'deals.offer', dealId, { terms });
    await give(demander, 'deals.accept', dealId, { number: 1 });
    const { fileId, sha256 } = await upload(owner, `contract of ${dealId}`);
    await give(owner, 'deals.attachFile', dealId, { fileId });
    return { demander, dealId, sha256, terms, state: 'agreed', hasFirst: false };
  };
  const all: Track[] = [];
  for (let n = 0; n < tracks(); n++)
    all.push(await begin(await member(app, 'company'), offers[n % offers.length] ?? offers[0]));

  const stateOf = async ({ demander, dealId }: Track): Promise<Track['state']> => {
    const { state } = await demander.call('deals.get', { params: { dealId } });
    if (state === 'agreed') return state;
    const contract = await demander.call('contracts.get', { params: { contractId: contractIdOf(dealId) } });
    if (contract.state === 'completed') throw new Error('nothing here completes');
    return contract.state;
  };

  const move = async (track: Track, { ends, door }: { ends: boolean; door: number }): Promise<void> => {
    if (track.state === 'ended') return; // the patent is locked by another: nothing begins anew, nothing ends again
    const there = at(door, track.demander);
    if (track.state === 'agreed' && !track.hasFirst) {
      await give(at(door, owner), 'deals.confirmFile', track.dealId, { sha256: track.sha256 });
      track.hasFirst = true;
    } else if (track.state === 'agreed') {
      await give(there, 'deals.confirmFile', track.dealId, { sha256: track.sha256 });
      signed++;
    } else if (ends)
      await endContract(
        { contractId: contractIdOf(track.dealId), supplier: at(door, owner), demander: there },
        'terminated',
        on,
      );
    else if (track.state === 'signed') await give(there, 'contracts.makeEffective', contractIdOf(track.dealId), { on });
  };

  for (const [round, steps] of fc.sample(plan, { numRuns: rounds, seed }).entries()) {
    const results = await Promise.allSettled(
      all.flatMap((track, n) => (steps[n]?.moves ? [move(track, steps[n])] : [])),
    );
    for (const result of results) {
      if (result.status === 'fulfilled') continue;
      const why = String(result.reason);
      if (/exclusiveRunning|alreadyTransferred|licencesRunning/.test(why)) refused++;
      else faults.push(`round ${round}: ${why}`);
    }
    const fault = (what: string) => faults.push(`round ${round}: ${what}`);
    await app.settle();
    for (const track of all) track.state = await stateOf(track);
    const { entries } = await books.of(patentId);
    const stands = all.filter(({ state }) => standing.includes(state));
    const [inBook, wanted] = [
      entries.map(({ contractId }) => contractId),
      stands.map(({ dealId }) => contractIdOf(dealId)),
    ];
    if (inBook.sort().join() !== wanted.sort().join()) fault('the book differs');
    const licences = stands.map(({ terms }) => takesOf(terms)).filter((takes) => takes !== 'title');
    if (stands.length - licences.length > 1) fault(`sold ${stands.length - licences.length} times`);
    if (licences.length > 1 && licences.includes('exclusivity')) fault(licences.join(' beside '));
    if (entries.slice(0, -1).some(({ takes }) => takes === 'title')) fault('licensed after it was sold');
    const listing = await owner.call('patents.get', { params: { patentId } });
    const followed = all.map(({ state, terms }) => ({ state, takes: takesOf(terms), completedOn: null }));
    if (listingAfter(followed, listing.state)) fault(`the listing is ${listing.state}`);
    // nobody begins to talk about a patent that another contract has locked: these wait until it is free
    const isOnOffer = listing.state === 'published' || listing.state === 'inTalks';
    for (const [n, track] of all.entries()) {
      if (track.state === 'ended' && isOnOffer)
        all[n] = await begin(track.demander, offers[steps[n]?.terms ?? 0] ?? offers[0]);
    }
  }
  return { faults, signed, refused };
}
