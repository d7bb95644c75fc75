export const webhookMessages = {
  'webhooks.malformed': {
    zh: '请填写完整的网址（以 https:// 开头，不含用户名和密码）。',
    en: 'Please give a whole address (beginning with https://, without user and password).',
  },
  'webhooks.httpsOnly': {
    zh: '只能使用 https 地址。',
    en: 'Only https addresses can be used.',
  },
  'webhooks.notPublic': {
    zh: '该地址不在公网上。平台只向公网地址推送。',
    en: 'This address is not on the public internet; only public addresses are told.',
  },
  'webhooks.tooMany': {
    zh: '一个机构最多设置 {limit} 个推送地址，请先删除一些。',
    en: 'An organisation can have at most {limit} webhooks; please remove some first.',
  },
  'webhooks.isStopped': {
    zh: '该推送已停用，请先恢复。',
    en: 'This webhook is stopped; please resume it first.',
  },
  'webhooks.told.test': {
    zh: '这是一条测试消息：推送设置成功。{link}',
    en: 'This is a test: messages arrive. {link}',
  },
  'webhooks.told.matches': {
    zh: '专利供需对接有新动态，请登录平台查看：{link}',
    en: 'Something new about a match, please look: {link}',
  },
  'webhooks.told.deals': {
    zh: '洽谈有新动态，请登录平台查看：{link}',
    en: 'Something new in a deal, please look: {link}',
  },
  'webhooks.told.contracts': {
    zh: '合同有新动态，请登录平台查看：{link}',
    en: 'Something new about a contract, please look: {link}',
  },
  'webhooks.told.listings': {
    zh: '本单位发布的专利或需求有变动，请登录平台查看：{link}',
    en: 'One of your listings changed, please look: {link}',
  },
  'webhooks.told.lists': {
    zh: '导入的清单有新进展，请登录平台查看：{link}',
    en: 'Something new about an imported list, please look: {link}',
  },
  'webhooks.told.organisation': {
    zh: '本单位的账户有变动，请登录平台查看：{link}',
    en: 'Something changed about your organisation, please look: {link}',
  },
} as const;
