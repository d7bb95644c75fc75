import { addDays, type CalendarDate } from '../../server/domain/calendar.ts';
import { seeded } from '../generator/random.ts';
import { progress } from '../lib/terminal.ts';
import { plannedDeals, type PlannedDeal, stepsOf } from './deals.ts';
import { type CallerAt, inhabitant, type Inhabitants, registerOne, sendList } from './load.ts';
import type { Happening, PassingTime } from './time.ts';
import { firstList, type Listed, needId, patentList, type Stated, type World } from './world.ts';

/** Listings are confirmed so often, in bulk; they stay public for 180 days (`listing.confirmEveryDays`). */
const confirmEvery = 150;
/** Needs older than this are no longer confirmed, and expire. */
const confirmedFor = 520;

/** Everything that happened at the exchange, in the order of days. */
export function history(world: World, people: Inhabitants, address: string, callerAt?: CallerAt): Happening[] {
  const deals = plannedDeals(world);
  const joined = world.organisations.map((one) => ({
    on: one.joinsOn,
    act: () => registerOne(address, world.ids, people, one, callerAt),
  }));
  const listed = world.organisations.flatMap((holder) => {
    const inventions = world.inventions.get(holder.email);
    if (!inventions) return [];
    const [first, rest] = [inventions.slice(0, firstList), inventions.slice(firstList)];
    const act = () => importList(world, people, holder.email, first);
    const list = { on: addDays(holder.joinsOn, 7), act, isWork: true };
    return [
      list,
      ...rest.map((one) => ({ on: one.listedOn, act: () => enterOne(world, people, holder.email, one) })),
      ...confirmations(world, people, holder.email, addDays(holder.joinsOn, 7), deals),
    ];
  });
  const stated = [...world.wants].flatMap(([email, wants]) =>
    wants.flatMap((want) => needHappenings(world, people, email, want, deals)),
  );
  const dealt = deals.flatMap((deal) => stepsOf(deal, world, () => people));
  return [...joined, ...listed, ...stated, ...dealt].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

/** Lets everything happen, each on its day as far as time can be moved. */
export async function replay(happenings: readonly Happening[], time?: PassingTime): Promise<void> {
  const random = seeded(happenings.length);
  const bar = progress('三年 three years', happenings.length);
  for (const [index, { on, act, isWork }] of happenings.entries()) {
    await time?.moveTo(on, random.between(8 * 60, 18 * 60));
    await (time && isWork ? time.atWork(act) : act());
    bar.at(index + 1);
  }
  await time?.letGo();
  bar.end();
}

async function importList(world: World, { byEmail }: Inhabitants, email: string, list: readonly Listed[]) {
  const { caller, name: holder } = inhabitant(byEmail, email);
  const name = `${email.split('@')[0]}.csv`;
  const bytes = new TextEncoder().encode(patentList(holder, list));
  const { refusal, written } = await sendList(caller, world.ids, { name, subject: 'patents', bytes });
  if (refusal !== null || written.refused > 0)
    throw new Error(`the list of ${email} was not imported: ${refusal ?? `${written.refused} rows refused`}`);
}

/** Ways of dealing as the list says them, for entries made by hand. */
const routes = {
  普通许可: 'ordinaryLicence',
  独占许可: 'exclusiveLicence',
  开放许可: 'openLicence',
  转让: 'transfer',
  作价入股: 'equity',
} as const;

async function enterOne({ ids }: World, { byEmail }: Inhabitants, email: string, it: Listed) {
  const { caller, name } = inhabitant(byEmail, email);
  const { title, abstract, applicationNumber, publicationNumber, industry, filedOn, grantedOn, maturity } = it;
  const patentId = ids(`patent ${applicationNumber}`);
  const command = (of: string) => ids(`${of} patent ${applicationNumber}`);
  await caller.call('patents.create', {
    body: {
      ...{ id: patentId, commandId: command('create'), expectedVersion: 0 },
      ...{ title, abstract, applicationNumber, publicationNumber, industry, filedOn, grantedOn, maturity },
      ...{ holders: [name], inventors: it.inventors.split('；'), ipc: it.ipc.split('; '), legalStatus: 'inForce' },
      routes: it.routes.split('、').map((route) => routes[route as keyof typeof routes]),
      askingPrice: { amount: `${it.price}.00`, currency: 'CNY' },
    },
  });
  const body = { commandId: command('publish'), expectedVersion: 1, step: 'publish' as const };
  await caller.call('patents.step', { params: { patentId }, body });
}

/** The holder confirms all that it has on offer, but what it deals about, at once. */
function confirmations(
  { ids, inventions, today }: World,
  { byEmail }: Inhabitants,
  email: string,
  from: CalendarDate,
  deals: readonly PlannedDeal[],
): Happening[] {
  const happenings: Happening[] = [];
  for (let on = addDays(from, confirmEvery); on < today; on = addDays(on, confirmEvery)) {
    const isDealt = (one: Listed) => deals.some(({ invention, beginsOn }) => invention === one && beginsOn <= on);
    const due = (inventions.get(email) ?? []).filter((one) => one.listedOn < on && !isDealt(one));
    const day = on;
    const act = async () => {
      const { caller } = inhabitant(byEmail, email);
      const { items } = await caller.call('patents.mine', { query: { limit: 100 } });
      const idOf = new Map(items.map(({ id, applicationNumber }) => [applicationNumber, id]));
      const patentIds = due.flatMap(({ applicationNumber }) => idOf.get(applicationNumber) ?? []);
      const id = ids(`confirm ${email} ${day}`);
      await caller.call('patents.stepMany', {
        body: { id, commandId: id, expectedVersion: 0, patentIds, step: 'confirm' },
      });
    };
    happenings.push({ on, act });
  }
  return happenings;
}

function needHappenings(
  { ids, today }: World,
  { byEmail }: Inhabitants,
  email: string,
  want: Stated,
  deals: readonly PlannedDeal[],
): Happening[] {
  const id = needId(ids, email, want);
  const step = async (name: 'publish' | 'confirm', expectedVersion: number) => {
    const body = { commandId: ids(`${name} ${id} ${expectedVersion}`), expectedVersion, step: name };
    await inhabitant(byEmail, email).caller.call('needs.step', { params: { needId: id }, body });
  };
  const state = async () => {
    const { title, description, industry, maturity, wantedBy, budget, about } = want;
    await inhabitant(byEmail, email).caller.call('needs.create', {
      body: {
        ...{ id, commandId: ids(`create ${id}`), expectedVersion: 0, title, description, industry, wantedBy },
        minimumMaturity: maturity,
        ipc: about.subject.ipc.slice(0, 1).map((symbol) => symbol.slice(0, 4)),
        budgetTo: { amount: `${budget}.00`, currency: 'CNY' },
        routes: maturity > 5 ? ['ordinaryLicence'] : ['ordinaryLicence', 'transfer'],
      },
    });
    await step('publish', 1);
  };
  const isDealt = deals.some((deal) => deal.want === want);
  const isKept = !isDealt && want.statedOn > addDays(today, -confirmedFor);
  const confirmedOn = [1, 2, 3]
    .map((time) => addDays(want.statedOn, time * confirmEvery))
    .filter((on) => isKept && on < today && on < want.wantedBy);
  return [
    { on: want.statedOn, act: state },
    ...confirmedOn.map((on, at) => ({ on, act: () => step('confirm', at + 2) })),
  ];
}
