/** What is said of each part of the installation, for people who do not know how it is built. */
export const healthMessages = {
  'health.late': { zh: '{seconds} 秒内没有应答。', en: 'It did not answer within {seconds} seconds.' },
  'health.failed': { zh: '无法连接。', en: 'It could not be reached.' },
  'health.database.ok': { zh: '可以读写。', en: 'It reads and writes.' },
  'health.database.refuses': {
    zh: '可以读取，但无法写入；通常是磁盘已满。',
    en: 'It can be read but not written; mostly its disk is full.',
  },
  'health.disk.ok': {
    zh: '数据目录可以写入，剩余 {free} GB。',
    en: 'The data folder can be written; {free} GB are free.',
  },
  'health.disk.low': {
    zh: '剩余空间只有 {free} GB，请尽快清理或扩容。',
    en: 'Only {free} GB are free: make room before writing fails.',
  },
  'health.disk.full': {
    zh: '数据目录无法写入（剩余 {free} GB），新的操作无法保存。请立即清理空间或检查磁盘。',
    en: 'The data folder cannot be written ({free} GB free), so nothing new can be saved. Make room or look at the disk now.',
  },
  'health.search.own': {
    zh: 'Meilisearch {version} 正常（本系统自带）。',
    en: 'Meilisearch {version} works, run by this installation.',
  },
  'health.search.remote': {
    zh: 'Meilisearch {version} 正常（MEILI_URL）。',
    en: 'Meilisearch {version} works, at MEILI_URL.',
  },
  'health.search.ownAway': {
    zh: 'Meilisearch 没有应答，系统正在自行重新启动它；其间无法搜索，其他操作不受影响。',
    en: 'Meilisearch does not answer and is being started again. Until then nothing can be searched; all else works.',
  },
  'health.search.remoteAway': {
    zh: 'MEILI_URL 处的 Meilisearch 没有应答；其间无法搜索，其他操作不受影响。',
    en: 'Meilisearch at MEILI_URL does not answer. Until then nothing can be searched; all else works.',
  },
  'health.search.building': {
    zh: '索引（{indexes}）缺失、设置不符或有写入失败，系统正在自行重建；完成前搜索可能被拒绝或不完整。',
    en: 'An index ({indexes}) is missing, lacks its settings or lost writes, and is being built again by itself. Until then searches are refused or find less.',
  },
  'health.search.builtin': {
    zh: '内置搜索引擎正常。',
    en: 'The built-in engine works, in the memory of this process.',
  },
  'health.search.wrongBinary': {
    zh: '随附的 Meilisearch 与锁定的版本不符，未启动；改用内置搜索引擎。',
    en: 'The packaged Meilisearch is not the pinned one and was not started; the built-in engine serves instead.',
  },
  'health.search.notStarted': {
    zh: 'Meilisearch 无法启动；改用内置搜索引擎。',
    en: 'Meilisearch cannot be started; the built-in engine serves instead.',
  },
  'health.matching.filling': { zh: '匹配索引正在载入。', en: 'The index of matches is being filled.' },
  'health.matching.ok': {
    zh: '有 {patents} 件专利、{needs} 项需求参与匹配。',
    en: '{patents} patents and {needs} needs are on offer.',
  },
  'health.matching.unread': {
    zh: '有 {patents} 件专利、{needs} 项需求参与匹配；文本语义暂未读取：{fault}。',
    en: '{patents} patents and {needs} needs are on offer; texts are not read: {fault}.',
  },
  'health.calendar.ok': { zh: '{year} 年工作日依据 {notice}。', en: 'The working days of {year} follow {notice}.' },
  'health.calendar.provisional': {
    zh: '{year} 年放假通知尚未导入，工作日为暂定。',
    en: 'The working days of {year} are provisional: import its notice.',
  },
  'health.redis.ok': { zh: '已连接。', en: 'It is connected.' },
  'health.redis.away': {
    zh: '没有连接；各服务器仍会在一秒内得知彼此的变动。',
    en: 'It is not connected; servers still hear of each other within a second.',
  },
  'health.relay.ok': { zh: '变动已全部送达。', en: 'Every change has reached where it is shown.' },
  'health.relay.catchUp': {
    zh: '新的读取方（{readers}）正在补读以前的记录。',
    en: 'New readers ({readers}) still read what happened before them.',
  },
  'health.relay.late': {
    zh: '有变动已等待 {seconds} 秒，搜索、匹配和统计可能不是最新。',
    en: 'A change has waited for {seconds} seconds: searches, matches and figures may be old.',
  },
  'health.relay.parked': {
    zh: '有 {parked} 项变动多次处理失败已搁置，请查看日志。',
    en: '{parked} changes failed again and again and were set aside: see the log.',
  },
  'health.jobs.ok': { zh: '没有失败的定时任务。', en: 'No job has failed for good.' },
  'health.jobs.parked': {
    zh: '有 {count} 项任务多次失败已搁置，请查看日志。',
    en: '{count} jobs failed again and again and were set aside: see the log.',
  },
  'health.backups.none': { zh: '第一份备份将在今夜完成。', en: 'The first backup is made tonight.' },
  'health.backups.ok': { zh: '最近一份备份：{day}。', en: 'The last backup is of {day}.' },
  'health.backups.late': {
    zh: '最近一份备份是 {day}，此后的备份没有完成，请查看日志。',
    en: 'The last backup is of {day}; those since were not made: see the log.',
  },
  'health.backups.failed': { zh: '备份没有完成，请查看日志。', en: 'The backup was not made: see the log.' },
  'health.mail.off': {
    zh: '未设置邮件服务器（SMTP_URL、MAIL_FROM），不发送任何邮件。',
    en: 'No mail server is set (SMTP_URL, MAIL_FROM): no mail is sent.',
  },
  'health.mail.ok': { zh: '邮件正常发出。', en: 'Mails are taken.' },
  'health.mail.refused': {
    zh: '邮件正常发出；过去一天有 {count} 封被收件方拒收。',
    en: 'Mails are taken; in the last day {count} were refused by their recipients’ servers.',
  },
  'health.mail.away': {
    zh: '邮件服务器自 {since}（UTC）起不接收邮件，{count} 封在等待，系统会继续重试。',
    en: 'The mail server has taken nothing since {since} (UTC). {count} mails wait and are tried again.',
  },
  'health.mail.lost': {
    zh: '过去一天有 {count} 封邮件在规定时间内没能发出，已放弃。',
    en: 'In the last day {count} mails could not be sent in time and were given up.',
  },
  'health.files.ok': {
    zh: '{count} 个存储文件自 {since} 以来均已核对无误。',
    en: 'All {count} stored files were compared with what was uploaded since {since}.',
  },
  'health.files.new': {
    zh: '{count} 个存储文件，尚未全部核对。',
    en: '{count} stored files; not all of them have been compared yet.',
  },
  'health.files.damaged': {
    zh: '有 {count} 个存储文件与上传时不一致或已丢失，请运行 npm run audit 查看，并从备份恢复。',
    en: '{count} stored files are damaged or lost: "npm run audit" names them; put them back from a backup.',
  },
} as const;
