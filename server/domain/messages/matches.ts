export const matchMessages = {
  'matches.reasonNeeded': {
    zh: '选择“其他”时请写明原因。',
    en: 'Please say in words why, when the reason is "other".',
  },
  'matches.notMatchable': {
    zh: '该需求或专利目前未公开，不能建立对接。',
    en: 'This need or patent is not public at the moment, so the two cannot be brought together.',
  },
  'matches.gated': {
    zh: '该需求与专利不能对接，匹配理由中写明了原因。',
    en: 'This need and this patent cannot be brought together; the reasons of the match say why.',
  },
  'matches.hasCentre': {
    zh: '该对接已由另一运营中心推荐。',
    en: 'Another centre has already recommended this match.',
  },
  'matches.noSuchIndustry': {
    zh: '国民经济行业分类（GB/T 4754）中没有大类 {code}。',
    en: 'There is no division {code} in the classification of industries (GB/T 4754).',
  },
  'matches.emphasisOutOfBounds': {
    zh: '权重倍数须在 {least} 到 {most} 之间。',
    en: 'A factor must be between {least} and {most}.',
  },
} as const;
