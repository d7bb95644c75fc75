import type { TestApp } from './app.ts';
import { newId } from './app.ts';
import { freshDeal, upload } from './deals.ts';
import type { Attacker } from './hostile.ts';
import { importList } from './imports.ts';
import { listPatent, publishNeed } from './listings.ts';
import { administrator, member } from './people.ts';

/** Accounts of every kind, and ids of things of most kinds: what hostile input is about, and in whose name it comes. */
export async function hostileWorld(app: TestApp) {
  const { dealId, supplier, demander, centre } = await freshDeal(app);
  const authority = await member(app, 'authority', { level: 'province', place: '330000' });
  const pending = await member(app, 'company', { isApproved: false });
  const patentId = await listPatent(supplier);
  const needId = await publishNeed(demander);
  const { fileId } = await upload(supplier, 'a contract');
  const list = '名称,摘要\n一种装置,用于散热\n';
  const { id: importId } = await importList(app, supplier, list);
  const members = { supplier, demander, centre, authority, pending };
  const attackers: Attacker[] = [
    { name: 'anonymous', cookie: '', language: 'en' },
    { name: 'administrator', cookie: (await administrator(app)).cookie, language: 'en' },
    ...Object.entries(members).map(([name, { cookie, language }]) => ({ name, cookie, language })),
  ];
  const organisations = Object.values(members).map(({ organisationId }) => organisationId);
  const ids = [dealId, patentId, needId, fileId, importId, newId(), ...organisations];
  return { attackers, ids };
}
