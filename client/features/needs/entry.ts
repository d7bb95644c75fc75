import { shortTitle } from '../../../server/domain/needs/reading/title.ts';
import { readClassification } from '../../../server/domain/patents/ipc.ts';
import type { dealRoutes } from '../../../server/domain/patents/patent-content.ts';
import { readYuan, todayInShanghai } from '../../lib/format.ts';

/** A need as entered in the form. */
export type Entry = {
  text: string;
  title: string;
  routes: (typeof dealRoutes)[number][];
  budgetFrom: string;
  budgetTo: string;
  maturity: number | null;
  wantedBy: string;
  region: string;
  industry: string;
  ipc: string[];
  keywords: string[];
  visibility: 'public' | 'anonymous';
  /** Keys of what was read in the text and taken away; absent in drafts from before the text was read. */
  notMeant?: string[];
};

/** The entry as the body of a command. */
export function bodyOf(entry: Entry) {
  const { text, routes, maturity, wantedBy, region, industry, ipc, keywords, visibility } = entry;
  return {
    ...{ title: titleOf(entry), description: text, routes, ipc, keywords, visibility, minimumMaturity: maturity },
    ...{ budgetFrom: money(entry.budgetFrom), budgetTo: money(entry.budgetTo) },
    ...{ wantedBy: wantedBy || null, region: region || null, industry: industry || null },
    notMeant: (entry.notMeant ?? []).slice(-100),
  };
}

/** What is wrong in an entry that the server would refuse, or that would end it at once: told where it is typed. */
export function faultsOf(entry: Entry): Readonly<{ budget: boolean; day: boolean; ipc: string | undefined }> {
  const [from, to] = [readYuan(entry.budgetFrom), readYuan(entry.budgetTo)];
  return {
    budget: from !== null && to !== null && Number(from) > Number(to),
    day: entry.wantedBy !== '' && entry.wantedBy < todayInShanghai(),
    ipc: readClassification(entry.ipc.join(';')).unread[0],
  };
}

/** Whether the form may be submitted: it has a text, and what is typed into its fields is right. */
export function isReady(entry: Entry): boolean {
  const { text, budgetFrom, budgetTo } = entry;
  const { budget, day, ipc } = faultsOf(entry);
  const areAmounts = [budgetFrom, budgetTo].every((amount) => amount.trim() === '' || readYuan(amount) !== null);
  return text.trim() !== '' && areAmounts && !budget && !day && ipc === undefined;
}

export const titleOf = ({ title, text }: Entry): string => title || shortTitle(text);

function money(text: string) {
  const amount = readYuan(text);
  return amount === null ? null : ({ amount, currency: 'CNY' } as const);
}
