import type { Output } from '../../server/api/operations.ts';
import { personName } from '../generator/inventions.ts';
import { seeded } from '../generator/random.ts';
import { Caller, Refused } from '../lib/caller.ts';
import type { Ids } from './ids.ts';
import { progress } from '../lib/terminal.ts';
import { administratorEmail, demoPassword, type Inhabitant, needList, patentList, type World } from './world.ts';

export type Inhabitants = Readonly<{ administrator: Caller; byEmail: ReadonlyMap<string, Inhabitant> }>;

/**
 * Registers and approves all organisations of the world; existing ones stay. `callerAt` makes the HTTP caller, which
 * tests replace by one that never gives up.
 */
export async function registerOrganisations(
  address: string,
  { organisations, ids }: World,
  callerAt: (address: string) => Caller = (to) => new Caller(to, 'zh'),
): Promise<Inhabitants> {
  const administrator = await callerAt(address).signIn(administratorEmail, demoPassword);
  const byEmail = new Map<string, Inhabitant>();
  const bar = progress('单位 organisations', organisations.length);
  for (const [index, organisation] of organisations.entries()) {
    const { email, name, kind, creditCode, place, isSme, level } = organisation;
    const id = ids(`organisation ${email}`);
    await callerAt(address).call('organisations.register', {
      body: {
        ...{ id, commandId: ids(`register ${email}`), expectedVersion: 0, name, kind, creditCode, place, isSme },
        ...(level ? { level } : {}),
        admin: { email, password: demoPassword, displayName: personName(seeded(index)) },
      },
    });
    await administrator.call('organisations.decide', {
      params: { organisationId: id },
      body: { commandId: ids(`approve ${email}`), expectedVersion: 1, decision: 'approve' },
    });
    byEmail.set(email, { ...organisation, id, caller: await callerAt(address).signIn(email, demoPassword) });
    bar.at(index + 1);
  }
  bar.end();
  return { administrator, byEmail };
}

/** Imports the lists of patents and needs of all organisations, and publishes them. */
export async function importLists(world: World, { byEmail }: Inhabitants): Promise<void> {
  const lists = [...byEmail.values()].flatMap((inhabitant) => {
    const inventions = world.inventions.get(inhabitant.email);
    const wants = world.wants.get(inhabitant.email);
    return [
      ...(inventions
        ? [
            {
              inhabitant,
              subject: 'patents' as const,
              rows: inventions.length,
              text: patentList(inhabitant.name, inventions),
            },
          ]
        : []),
      ...(wants ? [{ inhabitant, subject: 'needs' as const, rows: wants.length, text: needList(wants) }] : []),
    ];
  });
  const bar = progress(
    '专利与需求 lists',
    lists.reduce((sum, { rows }) => sum + rows, 0),
  );
  let done = 0;
  for (const { inhabitant, subject, rows, text } of lists) {
    await importList(world, inhabitant, subject, text);
    bar.at((done += rows));
  }
  bar.end();
}

async function importList(world: World, { caller, email }: Inhabitant, subject: Subject, text: string): Promise<void> {
  const name = `${email.split('@')[0]}.csv`;
  const { refusal, written } = await sendList(caller, world.ids, {
    name,
    subject,
    bytes: new TextEncoder().encode(text),
  });
  if (refusal !== null || written.refused > 0) {
    throw new Error(`the list of ${email} was not imported: ${refusal ?? `${written.refused} rows refused`}`);
  }
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

/** All pages of an organisation's things, by title. */
export async function byTitle<Item extends { title: string }>(
  page: (cursor: string | undefined) => Promise<{ items: Item[]; nextCursor: string | null }>,
): Promise<Map<string, Item>> {
  const found = new Map<string, Item>();
  for (let cursor: string | undefined; ;) {
    const { items, nextCursor } = await page(cursor);
    for (const item of items) found.set(item.title, item);
    if (!nextCursor) return found;
    cursor = nextCursor;
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
