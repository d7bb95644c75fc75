import type { Body } from '../../server/api/operations.ts';
import { newId } from './app.ts';
import type { Member } from './people.ts';

/** Creates a patent and, by default, publishes it. */
export async function listPatent(
  who: Member,
  entry: Partial<Body<'patents.create'>> = {},
  options: { isPublic?: boolean } = {},
): Promise<string> {
  const id = newId();
  const body = { id, commandId: newId(), expectedVersion: 0 as const, title: '某种装置', ...least(entry), ...entry };
  const { version } = await who.call('patents.create', { body });
  if (options.isPublic !== false) await stepPatent(who, id, 'publish', version);
  return id;
}

let listed = 0;
/** The least that a public listing needs, where an entry does not state it: a number of its type, an abstract. */
export function least({ type, applicationNumber, publicationNumber }: Partial<Body<'patents.create'>> = {}) {
  const kind = { invention: 1, utilityModel: 2, design: 3 }[type ?? 'invention'];
  const number = `CN${kind}${String(10_000_000 + ++listed).slice(-8)}`;
  const hasNumber = Boolean(applicationNumber ?? publicationNumber);
  return { abstract: '一种装置。', ...(hasNumber ? {} : { publicationNumber: number }) };
}

/** Creates a need and, by default, publishes it. */
export async function publishNeed(
  who: Member,
  entry: Partial<Body<'needs.create'>> = {},
  options: { isPublic?: boolean } = {},
): Promise<string> {
  const id = newId();
  const fields = { title: '寻找某种装置', description: '需要一种装置' };
  const body = { id, commandId: newId(), expectedVersion: 0 as const, ...fields, ...entry };
  const { version } = await who.call('needs.create', { body });
  if (options.isPublic !== false) await stepNeed(who, id, 'publish', version);
  return id;
}

export async function stepPatent(who: Member, patentId: string, step: Body<'patents.step'>['step'], known?: number) {
  const params = { patentId };
  const expectedVersion = known ?? (await who.call('patents.get', { params })).version;
  return who.call('patents.step', { params, body: { commandId: newId(), expectedVersion, step } });
}

export async function stepNeed(who: Member, needId: string, step: Body<'needs.step'>['step'], known?: number) {
  const params = { needId };
  const expectedVersion = known ?? (await who.call('needs.get', { params })).version;
  return who.call('needs.step', { params, body: { commandId: newId(), expectedVersion, step } });
}
