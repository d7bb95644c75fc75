import { type Feature, handlersOf, streamGuard } from '../../server/platform/feature.ts';
import { reader } from '../../server/platform/events/reader.ts';
import { startApp, type TestApp } from '../support/app.ts';

let exchange: TestApp;
beforeAll(async () => {
  exchange = await startApp();
});
afterAll(() => exchange.stop());

const never = () => Promise.reject(new Error('is never called'));

describe('a further feature of the exchange is refused at the start', () => {
  it('when it answers an operation that another answers', () => {
    const { features } = exchange.app;
    const further = { handlers: { 'deals.get': never } } satisfies Feature;
    expect(Object.keys(handlersOf(features))).toContain('deals.get');
    expect(() => handlersOf([...features, further])).toThrow('two features bring the handler deals.get');
  });

  it('when it guards a kind of stream that another guards', () => {
    const further: Feature = { streamGuards: { deal: never } };
    expect(() => streamGuard([...exchange.app.features, further])).toThrow('two features bring the stream guard deal');
  });

  it('when its reader has the name of another, which stays the only one of its name', () => {
    const further = reader({ name: 'deals', types: ['deal.opened'], kind: 'inside', from: 'now', apply: never });
    expect(() => exchange.app.relay.add([further])).toThrow('two features bring the reader deals');
    expect(exchange.app.relay.readersOf('deal.opened')).not.toContain('deals');
  });

  it('when its job has the name of another', () => {
    const further = { kind: 'rematch', run: never };
    expect(() => exchange.app.scheduler.add([further])).toThrow('two features bring the job rematch');
  });
});
