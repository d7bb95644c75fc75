import { concerning, idsAmong } from '../../../server/domain/event.ts';
import type { EventOf, Events } from '../../../server/domain/events.ts';
import { reader } from '../../../server/platform/events/reader.ts';

const common = { name: 'test', kind: 'inside', from: 'start' } as const;
const event: EventOf<'watch.ended'> = {
  ...{ id: 'e', stream: 'watch:a', seq: 1, commandId: 'c', type: 'watch.ended', by: { kind: 'system' } },
  ...{ at: new Date(0), data: { kind: 'patent', thingId: 'p' }, concerns: concerning({}) },
};

describe('the catalogue of events', () => {
  it('gives a reader the events that it names, and those alone', async () => {
    const seen: string[] = [];
    const apply = async ({ data }: EventOf<'watch.begun'>) => void seen.push(data.thingId);
    await reader({ ...common, types: ['watch.begun'], apply }).apply(event);
    expect(seen).toEqual([]);
    await reader({ ...common, types: ['watch.begun'], apply }).apply({ ...event, type: 'watch.begun' });
    expect(seen).toEqual(['p']);
  });

  it('is the compiler that refuses what is not in it: `npm run check` fails when one of these lines compiles', () => {
    // @ts-expect-error there is no such event
    reader({ ...common, types: ['watch.vanished'], apply: async () => undefined });
    // @ts-expect-error an event that ended holds no price
    reader({ ...common, types: ['watch.ended'], apply: async ({ data }) => void data.price });
    // @ts-expect-error a fold that misses an event
    const fold: { [Type in 'watch.begun' | 'watch.ended']: (data: Events[Type]) => void } = {
      'watch.begun': () => undefined,
    };
    expect(Object.keys(fold)).toHaveLength(1);
  });

  it('says what an event concerns, each once', () => {
    const concerns = concerning({
      organisations: ['a', null, 'a', undefined],
      things: ['patent:p', 'need:n', 'patent:p'],
    });
    expect(concerns).toEqual({ organisationIds: ['a'], things: ['patent:p', 'need:n'], place: null });
    expect(idsAmong(concerns, 'patent')).toEqual(['p']);
  });
});
