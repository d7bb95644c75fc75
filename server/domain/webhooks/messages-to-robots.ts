import type { WebhookFormat } from './webhooks.ts';

/** Proof that a message comes from us, as a robot checks it. */
export type RobotProof = Readonly<{ timestamp: string; sign: string }>;
export type RobotMessage = Readonly<{ body: object; query: Readonly<Record<string, string>> }>;

/**
 * A text as the robot of a group chat takes it. Sources: 企业微信 群机器人配置说明 (msgtype text); 钉钉 自定义机器人接入
 * (msgtype text, `timestamp` and `sign` in the query); 飞书 自定义机器人使用指南 (msg_type text, `timestamp` and `sign` in
 * the body).
 */
export const robotMessages: Readonly<
  Record<Exclude<WebhookFormat, 'standard'>, (text: string, proof: RobotProof | undefined) => RobotMessage>
> = {
  wecom: (text) => ({ body: { msgtype: 'text', text: { content: text } }, query: {} }),
  dingtalk: (text, proof) => ({ body: { msgtype: 'text', text: { content: text } }, query: { ...proof } }),
  feishu: (text, proof) => ({ body: { ...proof, msg_type: 'text', content: { text } }, query: {} }),
};

/** Whether a robot took a message: it answers 200 in any case, and says in the body whether it did. */
export function robotTookIt(answer: string): boolean {
  try {
    const { errcode, code } = JSON.parse(answer) as { errcode?: unknown; code?: unknown };
    return errcode === 0 || code === 0;
  } catch {
    return false;
  }
}
