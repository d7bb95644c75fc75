import { createAlarm } from '../../../server/platform/alarm.ts';

const hour = 3_600_000;

describe('an alarm', () => {
  it('ends a rest when it rings', async () => {
    const alarm = createAlarm();
    const rest = alarm.rest(hour);
    alarm.ring();
    await rest;
  });

  it('that rang during work ends the next rest at once, and only that', async () => {
    const alarm = createAlarm();
    alarm.ring();
    alarm.ring();
    await alarm.rest(hour);
    const second = alarm.rest(hour).then(() => 'over');
    expect(await Promise.race([second, new Promise((resolve) => setImmediate(() => resolve('resting')))])).toBe(
      'resting',
    );
    alarm.ring();
    expect(await second).toBe('over');
  });

  it('lets the loop rest no longer than it wants', () => createAlarm().rest(1));
});
