export const importMessages = {
  'imports.file.unsupported': {
    zh: '不支持“.{extension}”文件，请使用 CSV（.csv、.tsv、.txt）或 Excel 工作簿（.xlsx）。',
    en: 'Files of the kind ".{extension}" are not read; use CSV (.csv, .tsv, .txt) or an Excel workbook (.xlsx).',
  },
  'imports.file.unknown': {
    zh: '找不到该文件，请重新上传。',
    en: 'There is no such file; please upload it again.',
  },
  'imports.file.empty': { zh: '文件是空的。', en: 'The file is empty.' },
  'imports.file.tooLarge': { zh: '文件过大，上限为 {limit}。', en: 'The file is too large; the limit is {limit}.' },
  'imports.file.notWhatItSays': {
    zh: '文件名为“.{extension}”，内容却是 {content}。',
    en: 'The file is named ".{extension}", but its content is {content}.',
  },
  'imports.file.notText': { zh: '文件内容不是文本。', en: 'The content of the file is not text.' },
  'imports.file.encoding': {
    zh: '无法识别文件编码，请另存为 UTF-8 后重试。',
    en: 'The encoding of the file is not known; save it as UTF-8 and try again.',
  },
  'imports.file.noHeader': {
    zh: '未找到表头：至少需要一列名称（例如“专利名称”“名称”“标题”“需求名称”）。',
    en: 'No header row was found: at least a column with the title is needed (for example 专利名称, 名称, Title).',
  },
  'imports.file.noRows': { zh: '表头之下没有数据行。', en: 'There are no rows below the header.' },
  'imports.file.tooManyRows': {
    zh: '行数过多，单个文件上限为 {limit} 行，请拆分。',
    en: 'Too many rows; one file may have {limit}. Please split it.',
  },
  'imports.file.tooMuchMemory': {
    zh: '读取该文件所需内存过大，请拆分或另存为 CSV。',
    en: 'Reading this file takes too much memory; please split it or save it as CSV.',
  },
  'imports.rightEnded': {
    zh: '发起导入的人已不能代表本单位导入，后续内容不再写入；已写入的内容保留。如需继续，请由有权限的成员重新导入。',
    en: 'Whoever set this import in motion may no longer do so for the organisation, so nothing more is written; what was written stays. Somebody who may can import the list again.',
  },
  'imports.tooManyOpen': {
    zh: '贵单位已有 {limit} 个导入未结束，请先完成或取消其中一个。',
    en: 'Your organisation has {limit} imports that have not ended; please finish or cancel one first.',
  },
  'imports.file.tooSlow': {
    zh: '读取该文件所需的处理时间超过 {limit} 秒，请拆分后重试。',
    en: 'Reading this file took more than {limit} seconds of processor time; please split it and try again.',
  },
  'imports.file.quotes': {
    zh: '未闭合的引号超过 {limit} 处，已停止读取；请检查文件的引号后重试。',
    en: 'More than {limit} quotation marks are never closed; reading was given up. Please check the quotes of the file.',
  },
  'imports.file.unreadable': {
    zh: '无法读取该文件，问题已记录；请另存为 CSV（UTF-8）后重试。',
    en: 'This file could not be read, and the fault was recorded; save it as CSV (UTF-8) and try again.',
  },
  'imports.columns.count': {
    zh: '列的数量与文件不一致，请刷新后重试。',
    en: 'The file has another number of columns; please reload and try again.',
  },
  'imports.columns.field': {
    zh: '同一内容只能对应一列，且须是可识别的内容（{name}）。',
    en: 'A field can be taken from one column only, and must be a known one ({name}).',
  },
  'imports.columns.title': {
    zh: '必须有一列对应“名称”。',
    en: 'One column must be the title.',
  },
  'imports.row.notToMend': {
    zh: '这一行不需要更正，或更正的行数已达上限（{limit} 行），请改用修改后的文件。',
    en: 'This row needs no correction, or {limit} rows were corrected already; please correct the file itself.',
  },
  'imports.xlsx.damaged': {
    zh: '该 Excel 文件已损坏或格式不受支持。',
    en: 'This Excel file is damaged or of an unsupported form.',
  },
  'imports.xlsx.bomb': {
    zh: '该 Excel 文件展开后过大，已拒绝读取。',
    en: 'This Excel file would grow far too large when unpacked; it was not read.',
  },
  'imports.xlsx.encrypted': {
    zh: '该 Excel 文件已加密，请取消密码保护。',
    en: 'This Excel file is encrypted; please remove its password.',
  },
  'imports.xlsx.cellFarOut': {
    zh: '工作表在很远的位置（{cell}）有内容，请删除后重试。',
    en: 'The sheet has a cell far out at {cell}; please delete it and try again.',
  },
  'imports.row.quote': {
    zh: '引号未闭合，该行无法读取。',
    en: 'A quotation mark is never closed; the row cannot be read.',
  },
  'imports.row.tooLong': { zh: '单元格内容过长。', en: 'A cell is too long.' },
  'imports.row.textTooLong': {
    zh: '内容过长，上限为 {limit} 个字符。',
    en: 'Too long; the limit is {limit} characters.',
  },
  'imports.row.shortened': {
    zh: '内容过长，只保留了前 {limit} 个字符。',
    en: 'Too long; only the first {limit} characters were kept.',
  },
  'imports.row.tooManyCells': {
    zh: '该行单元格多于表头，可能有未加引号的分隔符。',
    en: 'The row has more cells than the header; perhaps a separator in a text is not quoted.',
  },
  'imports.row.formula': {
    zh: '单元格是公式或错误值，未采用；请改为数值或文本。',
    en: 'The cell is a formula or an error and was not taken; please put its value instead.',
  },
  'imports.row.brokenCharacter': {
    zh: '有一个字符无法识别（显示为 �），请核对。',
    en: 'A character could not be read (shown as �); please check it.',
  },
  'imports.row.hidden': { zh: '该行在文件中是隐藏的。', en: 'The file hides this row.' },
  'imports.row.words': {
    zh: '号码以外的文字“{words}”未保留。',
    en: 'The words "{words}" beside the number were not kept.',
  },
  'imports.row.otherNumber': {
    zh: '该列中的号码属于另一种号码，已归入相应内容。',
    en: 'The number in this column is of the other kind and was taken as that.',
  },
  'imports.row.type': {
    zh: '专利类型无法识别，已按号码判断或留空。',
    en: 'The type is not known; it was taken from the number or left empty.',
  },
  'imports.row.status': {
    zh: '法律状态的用语无法识别，状态已留空，原文保留。',
    en: 'The words of the legal status are not known; the status was left empty, and the words kept.',
  },
  'imports.row.routes': {
    zh: '合作方式无法识别，已留空。',
    en: 'The route is not known and was left empty.',
  },
  'imports.row.titleMissing': { zh: '缺少名称。', en: 'The title is missing.' },
  'imports.row.date': {
    zh: '日期无法识别，已留空；请使用 YYYY-MM-DD。',
    en: 'The date cannot be read and was left empty; use YYYY-MM-DD.',
  },
  'imports.row.dateTwoReadings': {
    zh: '日期有两种读法，已留空；请使用 YYYY-MM-DD。',
    en: 'The date has two readings and was left empty; use YYYY-MM-DD.',
  },
  'imports.row.dateNoDay': {
    zh: '日期没有写到日，已留空；请使用 YYYY-MM-DD。',
    en: 'The date names no day and was left empty; use YYYY-MM-DD.',
  },
  'imports.row.dateMinguo': {
    zh: '日期像是民国纪年，已留空；请使用公历 YYYY-MM-DD。',
    en: 'The date seems to be of the Minguo calendar and was left empty; use YYYY-MM-DD.',
  },
  'imports.row.deadline': {
    zh: '期限是文字，无法读成日期，已留空。',
    en: 'The deadline is in words that name no day; it was left empty.',
  },
  'imports.row.deadlineRounded': {
    zh: '期限没有写到日，按其最后一天 {date} 读取。',
    en: 'The deadline names no day; it was read as its last day, {date}.',
  },
  'imports.row.ipc': {
    zh: '分类号“{symbol}”无法识别，未保留。',
    en: 'The class "{symbol}" cannot be read and was left out.',
  },
  'imports.row.amount': {
    zh: '金额无法识别，已留空。',
    en: 'The amount cannot be read and was left empty.',
  },
  'imports.row.amountNought': {
    zh: '金额为 0，已留空。',
    en: 'The amount is nought; it was left empty.',
  },
  'imports.row.amountFree': {
    zh: '“免费”不是金额，已留空；请在合作方式中说明。',
    en: 'Free of charge is no amount; it was left empty. Say so among the routes.',
  },
  'imports.row.amountRounded': {
    zh: '金额是表格软件的科学计数（可能已舍入），已留空。',
    en: 'The amount is in the scientific notation of a spreadsheet, perhaps rounded; it was left empty.',
  },
  'imports.row.amountCurrency': {
    zh: '不支持该币种（只支持人民币和美元），已留空。',
    en: 'The currency is not supported (only yuan and US dollars are); the amount was left empty.',
  },
  'imports.row.amountUnit': {
    zh: '金额的单位无法确定，已留空。',
    en: 'The unit of the amount is not understood; it was left empty.',
  },
  'imports.row.amountPeriod': {
    zh: '这是按年（月）计的价格，不是一个总价，已留空。',
    en: 'This is a price for each year or month, not one amount; it was left empty.',
  },
  'imports.row.amountParts': {
    zh: '价格由几部分组成（如入门费加提成），不是一个金额，已留空。',
    en: 'The price has several parts, such as an entry fee and a share; it is not one amount and was left empty.',
  },
  'imports.row.amountWords': {
    zh: '金额旁的文字“{words}”未保留。',
    en: 'The words "{words}" beside the amount were not kept.',
  },
  'imports.row.priceRange': {
    zh: '价格须为一个金额；这是一个范围，已留空。',
    en: 'A price is one amount; this is a range, and it was left empty.',
  },
  'imports.row.budgetReversed': {
    zh: '预算下限高于上限或币种不同，均已留空。',
    en: 'The lower end of the budget is above the upper one, or in another currency; both were left empty.',
  },
  'imports.row.maturityRange': {
    zh: '技术成熟度是一个范围，按较低的 {level} 级读取。',
    en: 'The maturity is a range; it was read as its lower end, {level}.',
  },
  'imports.row.maturity': {
    zh: '技术成熟度无法识别，已留空。',
    en: 'The maturity cannot be read and was left empty.',
  },
} as const;
