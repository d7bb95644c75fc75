/** What mails say. Our own sentences only: whoever can make us write to an address must not choose what it reads. */
export const mailMessages = {
  'mails.foot': {
    zh: '本邮件由专利供需对接平台自动发出，请勿回复。',
    en: 'Sent by the Patent Exchange; answers are not read.',
  },
  'mails.notYou': {
    zh: '如果不是您本人操作，请忽略本邮件，不会有任何变化。',
    en: 'If it was not you, leave this mail alone: nothing will change.',
  },
  'mails.wasNotYou': {
    zh: '如果不是您本人操作，请立即重设密码，并联系本单位管理员。',
    en: 'If it was not you, choose a new password at once and tell an admin of your organisation.',
  },
  'mails.address.subject': { zh: '请验证您的邮箱', en: 'Please confirm your address' },
  'mails.address.text': {
    zh: '有人为专利供需对接平台的一个账号填写了此邮箱。验证之后，平台才会向它发送其他邮件。链接 {hours} 小时内有效，只能使用一次。',
    en: 'This address was given for an account of the Patent Exchange. Nothing else is sent to it before you confirm it. The link holds for {hours} hours and works once.',
  },
  'mails.address.link': { zh: '验证邮箱', en: 'Confirm the address' },
  'mails.password.subject': { zh: '重设密码', en: 'Choose a new password' },
  'mails.password.text': {
    zh: '有人请求为使用此邮箱的账号重设密码。链接 {hours} 小时内有效，只能使用一次；使用后，所有设备上的登录都会失效。',
    en: 'A new password was asked for, for the account with this address. The link holds for {hours} hours and works once; using it signs you out everywhere.',
  },
  'mails.password.link': { zh: '设置新密码', en: 'Choose a new password' },
  'mails.passwordChanged.subject': { zh: '您的密码已修改', en: 'Your password was changed' },
  'mails.passwordChanged.text': {
    zh: '您账号的密码刚刚被修改，此前在其他设备上的登录已经失效。',
    en: 'The password of your account was changed just now, and sign-ins on other devices have ended.',
  },
  'mails.addressChanged.subject': { zh: '您的账号已改用另一邮箱', en: 'Your account has another address now' },
  'mails.addressChanged.text': {
    zh: '您的账号刚刚改用另一个邮箱登录和接收邮件，今后不再向此邮箱发送邮件。',
    en: 'Your account signs in and gets its mails with another address from now on. Nothing more is sent to this one.',
  },
} as const;
