export const contractMessages = {
  'contracts.archiveTooLarge': {
    zh: '文件合计超过 4 GB，请逐个保存。',
    en: 'The files are larger than 4 GB together; please save them one by one.',
  },
  'contracts.blockedByLaw': { zh: '须先解决：{findings}。', en: 'This must be resolved first: {findings}.' },
  'contracts.fileMissing': {
    zh: '找不到该文件，或它不属于合同各方。',
    en: 'There is no such file of a party to this contract.',
  },
  'contracts.futureDate': { zh: '日期不能晚于今天。', en: 'The day cannot be later than today.' },
  'contracts.beforeSigning': { zh: '日期不能早于签约日。', en: 'The day cannot be before the contract was signed.' },
  'contracts.sharesTotal': {
    zh: '各中心的份额之和必须为 10000，且每个中心只出现一次。',
    en: 'The shares of the centres must total 10,000, each centre once.',
  },
  'contracts.sharesFixed': {
    zh: '合同已完成，份额已确定；更正须说明理由。',
    en: 'The contract is completed and its shares are fixed; a correction needs its reason.',
  },
  'contracts.shareOfStranger': {
    zh: '只有参与该合同的中心才能享有份额。',
    en: 'Only a centre that accompanies the contract can have a share.',
  },
  'centres.isParty': {
    zh: '该中心已是其中一方，不能同时作为促成方参与。',
    en: 'This centre is a party already and cannot accompany the same thing.',
  },
  'contracts.notACentre': { zh: '该单位不是已获批准的运营中心。', en: 'This organisation is not an approved centre.' },
  'contracts.notPositive': { zh: '金额必须大于零。', en: 'The amount must be greater than zero.' },
  'contracts.overpaid': {
    zh: '累计金额会超过合同约定的固定部分。',
    en: 'The sum would exceed the fixed amount of the contract.',
  },
  'contracts.overRefunded': {
    zh: '退款会超过已到账金额；已退款的到账须先冲销退款。',
    en: 'More would be refunded than was received; take the refund back before its receipt.',
  },
  'contracts.alreadyReversed': { zh: '该记录已冲销，或本身为冲销记录。', en: 'This line is or was reversed already.' },
  'contracts.reversalAsked': {
    zh: '该记录的冲销正在等待对方答复。',
    en: 'Reversing this line already waits for the answer of the other side.',
  },
  'contracts.certificateMissing': {
    zh: '技术合同认定登记须上传登记证明文件。',
    en: 'The certificate of the technology contract itself must be uploaded.',
  },
  'contracts.lineExists': { zh: '该记录编号已存在。', en: 'There is already an entry with this id.' },
  'contracts.nothingToConfirm': { zh: '没有需要您确认的内容。', en: 'There is nothing for you to confirm.' },
  'contracts.partOfRoute': { zh: '该类账目不适用于此交易方式。', en: 'Such a line does not belong to this route.' },
  'contracts.ended': {
    zh: '合同已结束，只能登记到账与退款。',
    en: 'The contract has ended: only receipts and refunds can still be entered.',
  },
  'contracts.endIncomplete': {
    zh: '须逐笔说明每一笔账目保留多少；账目可能已有变化，请重新查看。',
    en: 'Say of every line how much of it stands; the ledger may have changed, look at it again.',
  },
  'contracts.standsTooMuch': {
    zh: '保留的金额须在零与该笔账目之间。',
    en: 'What stands lies between nothing and the line itself.',
  },
} as const;
