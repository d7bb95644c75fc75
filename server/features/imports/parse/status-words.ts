import type { LegalStatus } from '../../../domain/patents/patent-content.ts';

/** What a phrase says of a right: a status; that one goes on while something is under way; or nothing that we know. */
type Said = LegalStatus | 'weak' | 'restored' | undefined;

/** Looked for in a phrase in this order: whole meanings and negations before the words they are made of. */
const phrases: readonly (readonly [RegExp, Said])[] = [
  [/未确认|不明|不详|未知|待确认|undetermined|unknown|unclear|not available/, undefined],
  [/(?:质押|许可|保全|合同|登记|备案|冻结).*(?:注销|解除|终止|撤销|变更|期满|届满)/, 'weak'],
  [/部分(?:无效|撤销|宣告无效)|维持(?:专利权)?(?:部分)?有效|partial(?:ly)? (?:invalid|revoked)/, 'inForce'],
  [/等待?复审|驳回等/, 'pending'],
  [/等待?恢复|待恢复|恢复(?:期|请求|程序)/, 'weak'],
  [/(?:无效|复审)(?:宣告)?(?:程序|请求|审查|审理|口审|案件|中)|口头审理|复审$|异议|opposition|re-?examination|invalidation (?:proceeding|request)/, 'weak'],
  [/(?:未|尚未|没有|并未|非)(?:失效|终止|届满|期满|过期|到期|放弃|撤销)|not (?:yet )?(?:expired|lapsed|ceased|terminated|revoked|abandoned)|non-?expired|unexpired/, 'inForce'],
  [/(?:未|尚未|没有|待|等待?|拟|准备|即将)(?:获?得?)?授权|未获权|授权(?:通知|前)|办理登记|办登|颁证前|等待?(?:颁证|年登)|not (?:yet )?granted|to be granted|allow(?:ed|ance)/, 'pending'],
  [/非有效|不再有效|not (?:in force|valid|active|alive)|no longer (?:in force|valid|active)|non-?active|inactive|invalid/, 'ended'],
  [/恢复|restored|reinstated/, 'restored'],
  [/失效|无权|终止|届满|期满|过期|驳回|撤回|视撤|放弃|无效|未缴|未交|欠费|避重|撤销|注销|失权/, 'ended'],
  [/\b(?:expired?|expiry|lapsed?|withdrawn|withdrawal|reject(?:ed|ion)|refused|abandon(?:ed|ment)?|revoked|revocation|dead|ceased?|terminated?|termination|discontinued?|non-?payment|unpaid|surrender(?:ed)?|cancel(?:l?ed)?|void|annulled|nullified)\b/, 'ended'],
  [/授权|有效|有权|维持|已获权/, 'inForce'],
  [/\b(?:granted|grant|in[ -]force|alive|valid|active|live|patented|registered|issued|maintained)\b/, 'inForce'],
  [/审中|实审|实质审查|初审|审查|在审|待审|审定|公开|公布|受理|申请中|申请权|已申请|已递交|答辩|未决|补正/, 'pending'],
  [/\b(?:pending|examination|examined|published|publication|filed|application|under review|in process)\b/, 'pending'],
  [/专利权的?(?:转移|转让|质押|许可|保全|变更)|质押|保全|实施许可/, 'inForce'],
  [/转移|转让|许可|变更|更正|海关备案|诉讼|信托|transfer|assign|licen[cs]e|pledge|change of/, 'weak'],
]; // prettier-ignore

/** Longer histories are judged by their beginning and end. */
const longest = 4000;

/**
 * What the words of a list say of a right; `isUnknown` where a word is not known, which is never guessed. A history
 * with days is judged by its latest event; without days an end counts, unless the right was restored.
 */
export function readStatus(text: string): Readonly<{ status?: LegalStatus; isUnknown?: true }> {
  const plain = text.normalize('NFKC').toLowerCase();
  const short = plain.length > longest ? `${plain.slice(0, longest / 2)};${plain.slice(-longest / 2)}` : plain;
  const events = short
    .split(/[|;,、，；。\n/]|->|→|>/)
    .map((part) => ({ day: dayIn(part), said: saidBy(part.trim()), text: part.trim() }))
    .filter(({ text: part }) => part !== '');
  const dated = events.filter(({ day, said }) => day !== undefined && said !== undefined && said !== 'weak');
  const latest = dated.reduce<(typeof dated)[number] | undefined>((best, next) => (!best || (next.day ?? '') >= (best.day ?? '') ? next : best), undefined); // prettier-ignore
  if (latest && dated.length > 1)
    return { status: latest.said === 'restored' ? 'inForce' : (latest.said as LegalStatus) };
  const said = new Set(events.map((event) => event.said));
  const status = said.has('restored')
    ? 'inForce'
    : (['ended', 'inForce', 'pending'] as const).find((one) => said.has(one));
  return status ? { status } : { isUnknown: true };
}

function saidBy(phrase: string): Said {
  const plain = phrase.replace(/[\p{Script=Han}]\s+(?=[\p{Script=Han}])/gu, (found) => found.trim());
  return phrases.find(([words]) => words.test(plain))?.[1];
}

function dayIn(text: string): string | undefined {
  const [, year, month = '', day = ''] = /(\d{4})[-./年]?(\d{1,2})[-./月]?(\d{1,2})/.exec(text) ?? [];
  return year && `${year}${month.padStart(2, '0')}${day.padStart(2, '0')}`;
}
