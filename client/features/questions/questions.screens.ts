import type { Screen } from '../../components/screen.ts';
import { paths } from '../../lib/paths.ts';
import { trades } from '../../lib/viewer.ts';

export const questionsScreens: readonly Screen[] = [
  {
    path: paths.questions.pattern,
    load: () => import('./question-list.screen.tsx'),
    nav: { section: 'listings', label: { zh: '提问', en: 'Questions' }, icon: 'question', isFor: trades },
  },
  { path: paths.question.pattern, under: paths.questions.pattern, load: () => import('./question.screen.tsx') },
];
