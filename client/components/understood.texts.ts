import { defineTexts } from '../lib/texts.ts';

export const understoodTexts = defineTexts(
  'understood',
  { atMost: '不超过 {{amount}}', atLeast: '不低于 {{amount}}', trlFrom: '{{level}} 级及以上' },
  { atMost: 'up to {{amount}}', atLeast: 'at least {{amount}}', trlFrom: 'TRL {{level}} or more' },
);
