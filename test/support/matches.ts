import { type Caller, newId, startApp, testClock } from './app.ts';
import { listPatent, publishNeed } from './listings.ts';
import { member } from './people.ts';

export type Pair = { needId: string; patentId: string };
export const command = (expectedVersion = 0) => ({ commandId: newId(), expectedVersion });
export const interest = (who: Caller, params: Pair, expectedVersion = 0) =>
  who.call('matches.showInterest', { params, body: command(expectedVersion) });
export const decline = (who: Caller, params: Pair, fields: object = {}, expectedVersion = 0) =>
  who.call('matches.decline', { params, body: { ...command(expectedVersion), reason: 'price', ...fields } });
export const explain = (who: Caller, params: Pair) => who.call('matches.explain', { params });

/**
 * An exchange with a university, a company, a centre and somebody else; `needId` is a need of the company that the
 * university's patent `cathode` fits and another hardly does.
 */
export async function matchWorld() {
  const clock = testClock('2026-05-04T02:00:00.000Z');
  const app = await startApp({ clock });
  const university = await member(app, 'university', { name: '某某大学', place: '330106' });
  const company = await member(app, 'company', { name: '某能源公司', place: '330106' });
  const centre = await member(app, 'centre', { name: '浙江省储能产业知识产权运营中心' });
  const stranger = await member(app, 'company');
  const cathode = await listPatent(university, {
    title: '一种高镍正极材料及其制备方法',
    abstract: '本发明公开了一种高镍正极材料，循环寿命长，适用于动力电池。',
    ipc: ['H01M 4/36'],
    routes: ['exclusiveLicence'],
    maturity: 6,
    askingPrice: { amount: '800000', currency: 'CNY' },
  });
  await listPatent(university, { title: '焊接机器人', abstract: '六轴焊接机器人。', ipc: ['B25J 9/00'] });
  const needId = await publishNeed(company, {
    title: '寻找高镍正极材料',
    description: '需要循环寿命 2000 次以上的高镍正极材料，用于动力电池。',
    ipc: ['H01M'],
    routes: ['exclusiveLicence'],
    budgetTo: { amount: '1000000', currency: 'CNY' },
    minimumMaturity: 5,
  });
  await app.settle();
  let count = 0;
  /** A need and a patent that only fit each other: they share characters that stand nowhere else. */
  const freshPair = async (need: object = {}, patent: object = {}): Promise<Pair> => {
    const word = String.fromCodePoint(...Array.from({ length: 6 }, (_, at) => 0x4e00 + count * 6 + at));
    count++;
    const patentId = await listPatent(university, { title: word, abstract: `${word}。`, ...patent });
    const pairNeed = await publishNeed(company, { title: word, description: `${word}。`, ...need });
    await app.settle();
    return { needId: pairNeed, patentId };
  };
  return { app, clock, university, company, centre, stranger, needId, cathode, freshPair };
}

export type MatchWorld = Awaited<ReturnType<typeof matchWorld>>;
