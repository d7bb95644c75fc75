// every screen in all four views: Chinese and English, wide and narrow
import '../e2e/every-screen.test.ts';

beforeAll(() => {
  process.env['EVERY_VIEW'] = 'true';
});
