import { join } from 'node:path';
import { createApp } from '../server/app.ts';
import { addDays, dateInShanghai } from '../server/domain/calendar.ts';
import { installationFolder } from '../server/platform/config.ts';
import { systemClock, uuidV7 } from '../server/platform/clock.ts';
import { createLogger } from '../server/platform/logger.ts';
import { history, replay } from './demo/history.ts';
import { keptIn } from './demo/kept.ts';
import { nobodyYet, signInAll } from './demo/load.ts';
import { mainJob } from './demo/main-job.ts';
import { play } from './demo/play.ts';
import { movableClock, passingTime, resting, sayingNothingLate } from './demo/time.ts';
import { administratorEmail, createWorld, demoPassword, pastDays } from './demo/world.ts';
import { commandLine } from './lib/options.mjs';
import { settings } from './lib/settings.ts';
import { accent, bad, dim, fit, good, heading, say, strong } from './lib/terminal.ts';

const { values } = commandLine({
  call: 'npm run demo --',
  does: `A believable exchange of invented organisations: three years pass, the main job is played once, then it keeps
serving. A later start plays the main job of another company.`,
  options: {
    once: {
      type: 'boolean',
      default: false,
      does: 'ends after the main job; exit code 0 only if the amount moved by exactly what the ledger says',
    },
    seed: { type: 'string', default: '42', value: 'N', does: 'what the invented world is made from' },
    run: { type: 'string', value: 'NAME', does: 'the same name plays the same main job, word for word' },
  },
});

async function main(): Promise<number> {
  const config = settings({
    DATA_DIR: join(installationFolder, 'data', 'demo'),
    LOG_LEVEL: 'error',
    ...(values.once ? { PORT: '0' } : {}),
    ...process.env,
    ADMIN_EMAIL: administratorEmail,
    ADMIN_PASSWORD: demoPassword,
  });
  say(strong('专利供需对接平台 · Patent Exchange'));
  const seed = Number(values.seed);
  const clock = movableClock();
  const demo = keptIn(config.dataFolder, seed, dateInShanghai(clock.now()));
  demo.begin();
  const { madeOn, isMade } = demo.kept();
  const world = createWorld(seed, madeOn);
  if (!isMade) clock.moveTo(addDays(madeOn, -pastDays), 0);
  const generous = { points: 1_000_000, duration: 60 };
  const app = await createApp(config, {
    clock,
    isResting: (kind) => clock.isMoved() && resting.includes(kind),
    logger: sayingNothingLate(createLogger(config.logLevel), clock),
    limits: { guesses: generous, anonymous: generous, person: generous },
  });
  const address = await app.start();
  try {
    heading('演示数据 · Demo data (invented, made by a seeded generator)');
    const people = await nobodyYet(address);
    if (isMade) {
      await signInAll(address, world, people);
    } else {
      await replay(history(world, people, address), passingTime(app, clock));
      demo.made();
    }
    const run = values.run ?? uuidV7(systemClock)();
    const job = mainJob(world, demo.place(run));
    const { isExact, before, after, ledger } = await play(address, run, job, world, people, clock.now);
    const { streams, events, faults } = await app.checkpoints.audit();
    const isSound = faults.length === 0;
    heading('核对 · Checked');
    say(
      `   ${isExact ? good('✓') : bad('✗')} 金额变动 ${after.minus(before).toString()} 元 · 台账 ${ledger.toString()} 元`,
    );
    say(
      `   ${isSound ? good('✓') : bad('✗')} ${events} 个事件、${streams} 条事件链，哈希链${isSound ? '完整' : '有误'}`,
    );
    if (values.once) return isExact && isSound ? 0 : 1;
  } catch (error) {
    if (values.once) throw error;
    say(bad(error instanceof Error ? error.message : String(error)));
  } finally {
    if (values.once) await app.stop();
  }

  heading('登录 · Sign in');
  say(`   ${accent(address)}   ${dim('密码 password')} ${strong(demoPassword)}`);
  for (const [email, role] of signIns) say(`   ${fit(email, 28)} ${role}`);
  say(dim('\n   Ctrl+C 结束 · data/demo 可随时删除'));
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  await app.stop();
  return 0;
}

const signIns = [
  [administratorEmail, '系统管理员 administrator'],
  ['authority@example.org', '主管部门 authority'],
  ['centre-a@example.org', '运营中心 centre'],
  ['university-1@example.org', '高校 university'],
  ['company-1@example.org', '企业 company'],
] as const;

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    say(bad(error instanceof Error ? `${error.message}\n${error.stack}` : String(error)));
    process.exit(1);
  },
);
