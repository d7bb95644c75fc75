import { mergeOnce } from '../../../server/domain/merge-once.ts';
import { type Feature, handlersOf, streamGuard } from '../../../server/platform/feature.ts';

const none = () => Promise.reject(new Error('is never called'));

describe('what features bring', () => {
  it('becomes one table', () => {
    expect(mergeOnce('check', { a: 1 }, { b: 2 })).toEqual({ a: 1, b: 2 });
  });

  it('is refused when two bring the same, also by a name that every object has', () => {
    expect(() => mergeOnce('check', { a: 1 }, { b: 2 }, { a: 1 })).toThrow('two features bring the check a');
    expect(() => mergeOnce('check', { toString: 1 }, { toString: 2 })).toThrow('toString');
  });

  it('does not start with two handlers of one operation, or two guards of one kind of stream', () => {
    const one = { handlers: { 'deals.get': none }, streamGuards: { deal: none } } satisfies Feature;
    const other = {
      handlers: { 'deals.list': none, 'deals.get': none },
      streamGuards: { deal: none },
    } satisfies Feature;
    expect(() => handlersOf([one, other])).toThrow('two features bring the handler deals.get');
    expect(() => streamGuard([one, other])).toThrow('two features bring the stream guard deal');
  });

  it('lets nobody follow a stream whose kind has no guard', async () => {
    const maySee = streamGuard([{ streamGuards: { deal: () => Promise.resolve(true) } }]);
    const actor = { kind: 'system' } as const;
    expect(await maySee(actor, 'deal:1')).toBe(true);
    for (const stream of ['room:1', 'toString:1']) expect(await maySee(actor, stream)).toBe(false);
  });
});
