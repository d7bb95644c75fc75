export const commonMessages = {
  'common.invalidInput': { zh: '提交的内容有误：{field}。', en: 'The request is not valid: {field}.' },
  'common.notJson': { zh: '请求正文不是有效的 JSON。', en: 'The request body is not valid JSON.' },
  'common.noSpaceOfOwn': {
    zh: '贵单位的文件空间（{limit}）不足。未被使用的文件一天后自动清理；如需更多空间，请联系平台管理员。',
    en: 'Your organisation’s space for files ({limit}) is used up. Files that nothing uses are removed after a day; for more, please ask the administrator.',
  },
  'common.diskFull': {
    zh: '服务器磁盘空间不足，暂时不能上传文件，请联系平台管理员。',
    en: 'The server’s disk is nearly full, so files cannot be uploaded for now; please tell the administrator.',
  },
  'common.jobStays': {
    zh: '这项后台任务由系统维护，不能取消。',
    en: 'This job is the exchange’s own work and cannot be cancelled.',
  },
  'common.badName': {
    zh: '名称中含有换行、控制字符或不可见字符，请改正。',
    en: 'The name has line breaks, control characters or characters that are not seen; please correct it.',
  },
  'common.noSuchPlace': {
    zh: '没有这个行政区划代码，请从列表中选择。',
    en: 'There is no division with this code; please choose one from the list.',
  },
  'common.badText': {
    zh: '含有无法保存的字符（空字符或不完整的字符）。',
    en: 'It has a character that cannot be kept (a NUL or half a character).',
  },
  'common.emptyFile': { zh: '文件是空的。', en: 'The file is empty.' },
  'common.tooLarge': { zh: '提交的内容过大，上限为 {limit}。', en: 'The request is too large; the limit is {limit}.' },
  'common.notAuthenticated': { zh: '请先登录。', en: 'Please sign in first.' },
  'common.notAllowed': { zh: '您无权进行此操作。', en: 'You may not do this.' },
  'common.notFound': { zh: '找不到所请求的内容。', en: 'There is nothing here, or it is not visible to you.' },
  'common.commandReused': {
    zh: '同一命令编号已用于另一项内容。',
    en: 'This command id was already used with another content.',
  },
  'common.alreadyExists': { zh: '已存在相同的记录（{field}）。', en: 'There is already one with the same {field}.' },
  'common.staleVersion': {
    zh: '内容已被他人修改（当前版本 {version}），请刷新后重试。',
    en: 'Somebody changed this in the meantime (now version {version}); reload and try again.',
  },
  'common.wrongState': {
    zh: '当前状态（{state}）下不能执行“{command}”。',
    en: '"{command}" is not possible in the state "{state}".',
  },
  'common.rateLimited': { zh: '操作过于频繁，请稍后再试。', en: 'Too many requests; please try again later.' },
  'common.internal': {
    zh: '系统内部错误，请凭请求编号 {requestId} 联系管理员。',
    en: 'Something went wrong on our side; please name request {requestId} when you ask for help.',
  },
  'common.unavailable': {
    zh: '服务暂时不可用，请稍后再试。',
    en: 'The service is not available right now; please try again shortly.',
  },
  'files.notShown': {
    zh: '只接受 PDF、PNG 或 JPEG 文件。',
    en: 'Only a PDF, PNG or JPEG is taken here.',
  },
  'files.damaged': {
    zh: '该文件在服务器上已损坏或丢失，内容与上传时不一致，因此不予提供；管理员已可看到此问题。如您保留了原件，请重新上传。',
    en: 'This file is damaged or lost on the server: it is not what was uploaded, so it is not given out. The administrators are shown this; if you kept the original, upload it again.',
  },
  'parameters.badValue': { zh: '参数值的类型不符（应为 {kind}）。', en: 'The value is not of the kind {kind}.' },
  'calendar.notOfNotice': {
    zh: '{day} 不符合该年度通知：日期须属本年度（或上一年 12 月），调休上班日须为周末且不得同时为放假日。',
    en: '{day} cannot be of the notice: days are of its year (or the December before), make-up days are weekend days and not off.',
  },
  'parameters.notMyPlace': { zh: '只能为本辖区设置参数。', en: 'Only for your own place.' },
  'money.malformed': {
    zh: '金额格式错误：应为最多两位小数的十进制数，例如 "1200000.00"。',
    en: 'Not an amount: a decimal with at most two decimals is expected, for example "1200000.00".',
  },
  'money.currency': { zh: '不能将不同币种的金额相加。', en: 'Amounts of different currencies cannot be combined.' },
} as const;
