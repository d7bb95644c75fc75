export const dealMessages = {
  'deals.badTerms': { zh: '交易条件不完整或相互矛盾：{field}。', en: 'The terms do not fit together: {field}.' },
  'deals.notTheOpenOffer': {
    zh: '该报价已不是当前报价，请查看最新报价。',
    en: 'This is no longer the offer on the table; look at the newest one.',
  },
  'deals.offerExpired': { zh: '该报价已过有效期。', en: 'This offer is no longer valid.' },
  'deals.validInPast': { zh: '有效期不能早于今天。', en: 'An offer cannot expire before today.' },
  'deals.notTheFile': {
    zh: '文件已更换，请重新查看后确认。',
    en: 'The file has changed; read the present one and confirm again.',
  },
  'deals.fileMissing': {
    zh: '找不到该文件，或它不属于交易双方。',
    en: 'There is no such file of a party to this deal.',
  },
  'deals.sameParty': { zh: '供方与需方不能是同一单位。', en: 'Supplier and demander cannot be the same organisation.' },
} as const;
