import { type Actor, nobody, system } from '../../server/domain/actors.ts';
import { concerning } from '../../server/domain/event.ts';
import { newId } from '../support/app.ts';
import { counterStore } from '../support/counter.store.ts';
import { startPlatform, type TestPlatform } from '../support/platform.ts';

let platform: TestPlatform;
let counter: ReturnType<typeof counterStore>;
beforeAll(async () => {
  platform = await startPlatform((database) => {
    counter = counterStore(database);
    return [];
  });
  await platform.prepare();
});
afterAll(() => platform.stop());

/** A command that leaves one mark and one event. */
const mark = (stream: string, body: { commandId: string; expectedVersion?: number; what?: string }) =>
  platform.commands.execute({ operation: 'mark', stream, actor: system, body }, async () => {
    await counter.add(stream, body.what ?? 'x');
    const data = { messageId: body.what ?? 'x', digest: '' };
    return { type: 'room.messageSent', data, concerns: concerning({}) };
  });

describe('a command', () => {
  it('repeated with the same id answers the first outcome and happens once', async () => {
    const body = { commandId: newId(), expectedVersion: 0 };
    const outcomes = await Promise.all([1, 2, 3, 4, 5].map(() => mark('thing:a', body)));
    expect(outcomes).toEqual(Array.from({ length: 5 }, () => ({ id: 'a', version: 1 })));
    expect(await counter.seen('thing:a')).toEqual(['x']);
    await expect(mark('thing:a', { ...body, what: 'y' })).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('of a member cannot take an id that the exchange will give: its own are recorded apart', async () => {
    const [stream, commandId] = ['thing:own', newId()];
    const by = (actor: Actor, id: string) =>
      platform.commands.execute({ operation: 'mark', stream, actor, body: { commandId: id } }, async () => {
        await counter.add(stream, actor.kind);
        return { type: 'room.messageSent', data: { messageId: 'x', digest: '' }, concerns: concerning({}) };
      });
    for (const actor of [nobody, system, nobody, system]) await by(actor, commandId);
    expect(await counter.seen(stream)).toEqual(['nobody', 'system']);
    await expect(by(nobody, `system:${commandId}`)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  });

  it('that saw another version is refused, and of many at once exactly one happens', async () => {
    await mark('thing:b', { commandId: newId(), expectedVersion: 0 });
    await expect(mark('thing:b', { commandId: newId(), expectedVersion: 5 })).rejects.toMatchObject({
      code: 'STALE_VERSION',
      details: { version: 1 },
    });
    const results = await Promise.allSettled(
      Array.from({ length: 8 }, () => mark('thing:b', { commandId: newId(), expectedVersion: 1 })),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await counter.seen('thing:b')).toHaveLength(2);
  });

  it('without a version never goes stale: all of many at once happen, one after the other', async () => {
    await Promise.all(Array.from({ length: 12 }, (_, n) => mark('thing:c', { commandId: newId(), what: String(n) })));
    const events = await platform.events.ofStream('thing:c');
    expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 12 }, (_, n) => n + 1));
    expect(await counter.seen('thing:c')).toEqual(
      events.flatMap((event) => (event.type === 'room.messageSent' ? [event.data.messageId] : [])),
    );
  });

  it('that fails leaves neither its effect nor an event', async () => {
    const failing = platform.commands.execute(
      { operation: 'fail', stream: 'thing:d', actor: system, body: { commandId: newId() } },
      async () => {
        await counter.add('thing:d', 'x');
        throw new Error('no');
      },
    );
    await expect(failing).rejects.toThrow('no');
    expect(await counter.seen('thing:d')).toEqual([]);
    expect(await platform.events.ofStream('thing:d')).toEqual([]);
  });
});
