/**
 * What a person agrees to before an account is made, and its version: kept with the account, with the time. It says what is
 * kept of the person, why, how long, who sees it, and what the person may ask for (个人信息保护法 第十四条, 第十七条).
 * Another text has another version; who agreed to an earlier one keeps that.
 */
export const consentVersion = '2026-12-01';

export const consentText: Readonly<Record<'zh' | 'en', readonly (readonly [heading: string, text: string])[]>> = {
  zh: [
    [
      '保存什么',
      '您的姓名、邮箱、语言、所属单位和角色；密码只保存无法还原的摘要；登录的时间、网络和设备；您代表单位所作的操作及其时间。',
    ],
    [
      '为什么',
      '确认是谁在操作，防止他人冒用账号，让交易各方和主管部门能够核对每份合同和每笔金额由谁在何时作出。不作其他用途，不提供给广告。',
    ],
    ['保存多久', '账号存在期间；与合同、金额有关的操作记录，与其凭证一同保存。'],
    ['谁能看到', '与您洽谈的一方看到您的姓名和所代表的单位；本单位成员看到您的邮箱和角色；其他人看不到邮箱。'],
    [
      '您的权利',
      '可以在“账号”页查看登录记录、结束登录、修改密码；查阅、更正、删除个人信息或撤回同意，请联系本单位管理员或平台管理员。',
    ],
  ],
  en: [
    ['What is kept', 'Your name, e-mail address, language, organisations and roles; of the password only a digest that cannot be turned back; when you sign in, from which network and device; what you do for your organisation, and when.'], // prettier-ignore
    ['Why', 'To know who acts, to keep others out of your account, and so that parties and authorities can check who made each contract and each amount, and when. For nothing else, and for no advertising.'], // prettier-ignore
    ['How long', 'As long as there is the account; records of contracts and amounts as long as their evidence.'],
    ['Who sees it', 'Whoever negotiates with you sees your name and the organisation you act for; members of your organisation see your address and role; nobody else sees the address.'], // prettier-ignore
    ['Your rights', 'See your sign-ins, end them and change the password on the page of your account; to see, correct or delete personal data or to withdraw consent, ask your organisation or the administrator of the platform.'], // prettier-ignore
  ],
};
