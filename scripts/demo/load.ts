import { consentVersion } from '../../server/domain/accounts/consent.ts';
import type { Output } from '../../server/api/operations.ts';
import { personName } from '../generator/inventions.ts';
import { seeded } from '../generator/random.ts';
import { Caller, Refused } from '../lib/caller.ts';
import type { Ids } from './ids.ts';
import { progress } from '../lib/terminal.ts';
import type { GeneratedOrganisation } from '../generator/organisations.ts';
import { administratorEmail, demoPassword, type Inhabitant, type World } from './world.ts';

export type Inhabitants = Readonly<{ administrator: Caller; byEmail: Map<string, Inhabitant> }>;

export function inhabitant(byEmail: Inhabitants['byEmail'], email: string): Inhabitant {
  const found = byEmail.get(email);
  if (!found) throw new Error(`${email} is not in the demo`);
  return found;
}

/** Makes the HTTP caller; tests replace it by one that never gives up. */
export type CallerAt = (address: string) => Caller;
export const callerAt: CallerAt = (address) => new Caller(address, 'zh');

/** Registers one organisation and has it approved; one that is there stays. */
export async function registerOne(
  address: string,
  ids: Ids,
  { administrator, byEmail }: Inhabitants,
  organisation: GeneratedOrganisation,
  caller: CallerAt = callerAt,
): Promise<void> {
  const { email, name, kind, creditCode, place, isSme, level } = organisation;
  const id = organisationId(ids, email);
  await caller(address).call('organisations.register', {
    body: {
      ...{ id, commandId: ids(`register ${email}`), expectedVersion: 0, name, kind, creditCode, place, isSme },
      ...(level ? { level } : {}),
      admin: { email, password: demoPassword, displayName: personName(seeded(byEmail.size)), consent: consentVersion },
    },
  });
  await administrator.call('organisations.decide', {
    params: { organisationId: id },
    body: { commandId: ids(`approve ${email}`), expectedVersion: 1, decision: 'approve' },
  });
  byEmail.set(email, { ...organisation, id, caller: await caller(address).signIn(email, demoPassword) });
}

const organisationId = (ids: Ids, email: string) => ids(`organisation ${email}`);

/** The administrator, and nobody else yet. */
export const nobodyYet = async (address: string, caller: CallerAt = callerAt): Promise<Inhabitants> => ({
  administrator: await caller(address).signIn(administratorEmail, demoPassword),
  byEmail: new Map(),
});

/** Signs in everybody of a world that was made before. */
export async function signInAll(
  address: string,
  { organisations, ids }: Pick<World, 'organisations' | 'ids'>,
  { byEmail }: Inhabitants,
): Promise<void> {
  for (const one of organisations) {
    const caller = await callerAt(address).signIn(one.email, demoPassword);
    byEmail.set(one.email, { ...one, id: organisationId(ids, one.email), caller });
  }
}

/** Registers and approves organisations at once. */
export async function registerOrganisations(
  address: string,
  { organisations, ids }: Readonly<{ organisations: readonly GeneratedOrganisation[]; ids: Ids }>,
): Promise<Inhabitants> {
  const people = await nobodyYet(address);
  const bar = progress('单位 organisations', organisations.length);
  for (const organisation of organisations) {
    await registerOne(address, ids, people, organisation);
    bar.at(people.byEmail.size);
  }
  bar.end();
  return people;
}

type Subject = 'patents' | 'needs';

/** Uploads a list, waits for its preview, starts the import, and waits until it is written. */
export async function sendList(
  caller: Caller,
  ids: Ids,
  { name, subject, bytes }: { name: string; subject: Subject; bytes: Uint8Array<ArrayBuffer> },
): Promise<Output<'imports.get'>> {
  const id = ids(`import ${name}`);
  const fileId = ids(`file ${name}`);
  await caller.call('files.upload', { params: { fileId }, query: { name }, raw: bytes });
  const request = {
    id,
    commandId: ids(`create import ${name}`),
    expectedVersion: 0 as const,
    fileId,
    subject,
    publish: true,
  };
  await caller.call('imports.create', { body: request });
  const preview = await untilDone(caller, id);
  if (preview.allowed.includes('start')) {
    const body = { commandId: ids(`start import ${name}`), expectedVersion: preview.version };
    await caller.call('imports.start', { params: { importId: id }, body });
  }
  return untilDone(caller, id);
}

async function untilDone(caller: Caller, importId: string): Promise<Output<'imports.get'>> {
  for (;;) {
    const view = await caller.call('imports.get', { params: { importId } });
    if (view.state !== 'reading' && view.state !== 'running') return view;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Repeats `ask` until it gives an answer, for what readers of events bring later (half a minute after a crash). */
export async function eventually<Result>(ask: () => Promise<Result | null | undefined>, what: string): Promise<Result> {
  for (const deadline = Date.now() + 600_000; Date.now() < deadline;) {
    const answer = await ask().catch((error: unknown) => {
      if (error instanceof Refused && error.problem.code === 'NOT_FOUND') return null;
      throw error;
    });
    if (answer !== null && answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`waited in vain for ${what}`);
}
