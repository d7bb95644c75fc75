import { invention, type Invention } from '../generator/inventions.ts';
import { type GeneratedOrganisation, organisations } from '../generator/organisations.ts';
import { type Random, seeded } from '../generator/random.ts';
import { want, type Want } from '../generator/wants.ts';
import type { Caller } from '../lib/caller.ts';
import { type Ids, idsFrom } from './ids.ts';

/** Everyone in the demo signs in with this; it protects only invented data on this machine. */
export const demoPassword = 'demo-exchange-2026';
export const administratorEmail = 'admin@example.org';

export type Inhabitant = GeneratedOrganisation & Readonly<{ id: string; caller: Caller }>;

/** The generated exchange before anything is sent; equal for equal seeds. */
export type World = Readonly<{
  ids: Ids;
  random: Random;
  organisations: readonly GeneratedOrganisation[];
  inventions: ReadonlyMap<string, readonly Invention[]>;
  wants: ReadonlyMap<string, readonly Want[]>;
}>;

export function createWorld(seed: number): World {
  const random = seeded(seed);
  const all = organisations(random);
  let serial = 0;
  const holders = all.filter(({ kind }) => kind === 'university' || kind === 'institute');
  const inventions = new Map(
    holders.map(({ email }) => [email, Array.from({ length: 60 }, () => invention(random, ++serial))] as const),
  );
  const known = [...inventions.values()].flat();
  const wants = new Map(
    all
      .filter(({ kind }) => kind === 'company')
      // two of three ask for something that a holder has
      .map(
        ({ email }) =>
          [
            email,
            Array.from({ length: 18 }, () => want(random, random.chance(0.67) ? random.pick(known).about : undefined)),
          ] as const,
      ),
  );
  return { ids: idsFrom(seed), random, organisations: all, inventions, wants };
}

const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
export const csv = (rows: readonly (readonly string[])[]) => rows.map((row) => row.map(cell).join(',')).join('\r\n');

/** A university's patent list as CSV, as its office would export it. */
export const patentList = (holder: string, list: readonly Invention[]): string =>
  csv([
    [
      '专利名称',
      '申请号',
      '公开（公告）号',
      'IPC分类号',
      '专利权人',
      '发明人',
      '申请日',
      '授权公告日',
      '法律状态',
      '摘要',
      '技术成熟度',
      '许可方式',
      '期望价格',
    ],
    ...list.map((it, index) => [
      ...[
        it.title,
        it.applicationNumber,
        it.publicationNumber,
        it.ipc,
        holder,
        it.inventors,
        it.filedOn,
        it.grantedOn,
        '有效',
        it.abstract,
      ],
      ...[String(it.maturity), index % 3 === 0 ? '普通许可、转让' : '普通许可', it.price],
    ]),
  ]);

/** A company's needs as CSV. */
export const needList = (list: readonly Want[]): string =>
  csv([
    ['需求名称', '需求描述', '预算', '技术成熟度要求', '期望完成时间', '合作方式'],
    ...list.map((it, index) => [
      it.title,
      it.description,
      it.budget,
      String(it.maturity),
      it.wantedBy,
      index % 2 === 0 ? '普通许可' : '普通许可、转让',
    ]),
  ]);
