export const patentMessages = {
  'patents.correctionReason': {
    zh: '更正名称或号码须写明原因。',
    en: 'A title or number is corrected with a reason.',
  },
  'patents.alreadyListed': {
    zh: '本单位已录入该号码的专利，请在原条目上修改。',
    en: 'Your organisation has entered a patent of this number already; please revise that one.',
  },
  'patents.applicationNumber.form': {
    zh: '“{text}”不是中国专利申请号：应为 12 位数字（2003 年 10 月前为 8 位），后接小数点和校验位。',
    en: '"{text}" is not a Chinese application number: 12 digits (8 before October 2003), a point and a check character are expected.',
  },
  'patents.applicationNumber.international': {
    zh: '“{text}”是国际申请（PCT）的号码，不是中国申请号；已进入中国国家阶段的，请填写中国申请号。',
    en: '"{text}" is a number of an international (PCT) application, not a Chinese one; give the number of the national phase in China, if there is one.',
  },
  'patents.applicationNumber.foreign': {
    zh: '“{text}”是其他国家或地区的专利号码，不是中国申请号。',
    en: '"{text}" is a number of another country or region, not a Chinese application number.',
  },
  'patents.applicationNumber.rounded': {
    zh: '“{text}”是被表格软件舍入的数字，末几位已丢失；请把该列设为文本后重新填写申请号。',
    en: '"{text}" was rounded by a spreadsheet program, and its last digits are lost; make the column text and enter the number again.',
  },
  'patents.publicationNumber.international': {
    zh: '“{text}”是国际公布（WO）的号码，不是中国公开（公告）号。',
    en: '"{text}" is an international (WO) publication number, not a Chinese one.',
  },
  'patents.publicationNumber.foreign': {
    zh: '“{text}”是其他国家或地区的公开号，不是中国公开（公告）号。',
    en: '"{text}" is a publication number of another country or region, not a Chinese one.',
  },
  'patents.publicationNumber.rounded': {
    zh: '“{text}”是被表格软件舍入的数字，末几位已丢失；请把该列设为文本后重新填写。',
    en: '"{text}" was rounded by a spreadsheet program, and its last digits are lost; make the column text and enter the number again.',
  },
  'patents.applicationNumber.check': {
    zh: '申请号“{text}”的校验位错误，按 ZC 0006 应为 {expected}。',
    en: 'The check character of application number "{text}" is wrong; by ZC 0006 it should be {expected}.',
  },
  'patents.publicationNumber.form': {
    zh: '“{text}”不是中国专利公开（公告）号，例如 CN114081026A。',
    en: '"{text}" is not a Chinese publication number such as CN114081026A.',
  },
  'patents.publicationNumber.kind': {
    zh: '公开（公告）号“{text}”的文献种类代码 {kind} 与专利类型不符。',
    en: 'The kind code {kind} of publication number "{text}" belongs to another type of patent.',
  },
  'patents.numbersDisagree': {
    zh: '申请号与公开（公告）号属于不同的专利类型。',
    en: 'The application number and the publication number belong to different types of patent.',
  },
  'patents.typeDisagrees': {
    zh: '所填专利类型与号码不符。',
    en: 'The type of patent given does not agree with its number.',
  },
  'patents.filedAfterNumber': {
    zh: '申请日晚于申请号所示年份（{year}）。',
    en: 'The filing date is later than the year in the application number ({year}).',
  },
  'patents.datesOutOfOrder': {
    zh: '公开日或授权日早于申请日。',
    en: 'The publication or grant date is earlier than the filing date.',
  },
  'patents.dateInFuture': { zh: '日期晚于今天。', en: 'The date lies in the future.' },
  'patents.ipcUnread': {
    zh: '分类号“{symbol}”无法识别。',
    en: 'The classification symbol "{symbol}" cannot be read.',
  },
  'patents.numbersOfTwo': {
    zh: '申请号与公开（公告）号分别对应本单位已登记的两件专利。',
    en: 'The application number and the publication number belong to two different patents that you list already.',
  },
  'patents.notNow': {
    zh: '该专利正处于“{state}”状态，不能由导入修改。',
    en: 'The patent is in the state "{state}" and cannot be changed by an import.',
  },
  'patents.lacksNumber': {
    zh: '缺少申请号或公开（公告）号，不能公开；请补充后再试。',
    en: 'Without an application or publication number it cannot be published; please add one.',
  },
  'patents.lacksAbstract': {
    zh: '缺少摘要，不能公开；请补充后再试。',
    en: 'Without an abstract it cannot be published; please add one.',
  },
  'patents.lacksBoth': {
    zh: '缺少申请号或公开（公告）号，也缺少摘要，不能公开；请补充后再试。',
    en: 'Without an application or publication number and an abstract it cannot be published; please add them.',
  },
  'patents.ended': { zh: '专利权已终止或期满，不能发布。', en: 'The right has ended, so it cannot be offered.' },
  'creditCode.form': {
    zh: '统一社会信用代码应为 18 位数字或大写字母（不含 I、O、S、V、Z）。',
    en: 'A unified social credit code has 18 digits or capitals (without I, O, S, V, Z).',
  },
  'creditCode.check': {
    zh: '统一社会信用代码的校验码错误。',
    en: 'The check character of the unified social credit code is wrong.',
  },
  'calendar.malformed': {
    zh: '“{text}”不是有效日期，应为 YYYY-MM-DD。',
    en: '"{text}" is not a date; YYYY-MM-DD is expected.',
  },
} as const;
