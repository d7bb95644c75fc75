export const dealMessages = {
  'deals.badTerms': { zh: '交易条件不完整或相互矛盾：{field}。', en: 'The terms do not fit together: {field}.' },
  'deals.notTheOpenOffer': {
    zh: '该报价已不是当前报价，请查看最新报价。',
    en: 'This is no longer the offer on the table; look at the newest one.',
  },
  'deals.offerExpired': { zh: '该报价已过有效期。', en: 'This offer is no longer valid.' },
  'deals.validInPast': { zh: '有效期不能早于今天。', en: 'An offer cannot expire before today.' },
  'deals.notTheContract': {
    zh: '签署的合同文件与当前文件不一致，请重新查看后签署。',
    en: 'The contract file has changed; read the present one and sign again.',
  },
  'deals.fileMissing': {
    zh: '找不到该文件，或它不属于交易双方。',
    en: 'There is no such file of a party to this deal.',
  },
  'deals.futureDate': { zh: '日期不能晚于今天。', en: 'The day cannot be later than today.' },
  'deals.beforeSigning': { zh: '日期不能早于签约日。', en: 'The day cannot be before the contract was signed.' },
  'deals.sharesTotal': {
    zh: '各中心的份额之和必须为 10000，且每个中心只出现一次。',
    en: 'The shares of the centres must total 10,000, each centre once.',
  },
  'deals.sharesFixed': {
    zh: '交易已完成，份额已确定；更正须说明理由。',
    en: 'The deal is completed and its shares are fixed; a correction needs its reason.',
  },
  'deals.shareOfStranger': {
    zh: '只有参与该交易的中心才能享有份额。',
    en: 'Only a centre that accompanies the deal can have a share.',
  },
  'deals.notACentre': { zh: '该单位不是已获批准的运营中心。', en: 'This organisation is not an approved centre.' },
  'deals.notPositive': { zh: '金额必须大于零。', en: 'The amount must be greater than zero.' },
  'deals.overpaid': {
    zh: '累计金额超过合同约定的固定部分。',
    en: 'The sum would exceed the fixed amount of the contract.',
  },
  'deals.overRefunded': { zh: '退款金额超过已到账金额。', en: 'More would be refunded than was received.' },
  'deals.alreadyReversed': { zh: '该记录已冲销，或本身为冲销记录。', en: 'This line is or was reversed already.' },
  'deals.reversalAsked': {
    zh: '该记录的冲销正在等待对方答复。',
    en: 'Reversing this line already waits for the answer of the other side.',
  },
  'deals.certificateMissing': {
    zh: '技术合同认定登记须上传登记证明文件。',
    en: 'The certificate of the technology contract itself must be uploaded.',
  },
  'deals.lineExists': { zh: '该账目编号已存在。', en: 'There is already a line with this id.' },
  'deals.nothingToConfirm': { zh: '没有需要您确认的内容。', en: 'There is nothing for you to confirm.' },
  'deals.partOfRoute': { zh: '该类账目不适用于此交易方式。', en: 'Such a line does not belong to this route.' },
  'deals.blockedByLaw': {
    zh: '须先解决：{findings}。',
    en: 'This must be resolved first: {findings}.',
  },
  'deals.sameParty': { zh: '供方与需方不能是同一单位。', en: 'Supplier and demander cannot be the same organisation.' },
} as const;
