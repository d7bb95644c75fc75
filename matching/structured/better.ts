/** Which way a figure gets better, as far as the name of what is measured tells. */
export type Better = 'more' | 'less';

// Only names of which nobody would ask the opposite: a temperature, a thickness or a voltage is wanted as it is said.
const moreZh =
  '寿命|续航|续航时间|续航里程|待机时间|使用年限|保质期|货架期|(?:转换|转化|工作|发电|传动|库[仑伦]|生产|过滤|除尘|净化)?效率|' +
  '(?:抗|拉伸|压缩|弯曲|剪切|剥离|屈服|粘[结接]|冲击|断裂)[拉压弯剪折裂冲击]{0,2}强度|韧性|产量|产能|产率|得率|收率|纯度|通量|' +
  '(?:成活|存活|成功|准确|正确|识别|合格|良品|命中|检出|覆盖|回收|利用|去除|脱除|脱色|截留|杀菌|抑菌|抑制|保持|保留|转化|节能|' +
  '节水|发芽|出苗|采净|阻隔|降解|回弹|削减)率|良率|(?:延缓|保持|维持)时间|容量|(?:能量|功率)密度|比能量|比容量|载药量|' +
  '(?:循环|再生|重复使用)次数|承载力|附着力|结合力';
const lessZh =
  '误差|偏差|(?:误报|漏报|误判|误检|漏检|错误|故障|失效|缺陷|不良|废品|破损|损伤|损失|损耗|泄漏|渗漏|误码)率|' +
  '损耗|能耗|电耗|水耗|油耗|功耗|耗电量|耗水量|消耗量|噪[声音]|时延|延迟|(?:响应|等待|检测|加工|固化|启动|定位|充电|充满)时间|节拍|' +
  '泄漏量|漏电流|温差|温升|压降|失真|失真度|畸变率|漂移|磨损量|残留量|残余振动幅值|污泥量|排放量|成本|自重|缺陷密度|检[测出]下限|' +
  '检[测出]限|不均匀性|粗糙度|内阻|接触电阻|界面阻抗';
const moreEn =
  'li(?:fe|fetime|fespan)|endurance|efficiency|yield|purity|throughput|capacity|' +
  '(?:tensile|shear|bond|peel|impact|compressive|flexural|yield) strength|(?:energy|power) density|standby time|' +
  '(?:removal|recovery|success|recognition|retention|survival) rate';
const lessEn =
  'errors?|deviation|loss(?:es)?|noise|latency|delay|leakage(?: current| rate)?|(?:power|energy|fuel|water) consumption|' +
  '(?:response|charging|curing|waiting|start-up|processing) time|(?:false alarm|false positive|defect|failure|scrap|error) rate|' +
  'drift|emissions?|costs?|downtime|pressure drop|temperature rise|(?:detection limit|limit of detection)|roughness';
/** What may stand between a name and its figure without naming something else. */
const linking =
  '(?:[的为是可达到约在其于能要求应需须至大概\\s]|希望|做到|保持|控制|实现|目标|\\b(?:of|is|are|be|should|must|shall|to|at|a|about|around|approximately|with)\\b)*$';
/** By how much something shall change, whichever way: the more, the better. */
const changed =
  /(?:降低|减少|下降|缩短|节约|节省|提高|提升|增加|延长)(?:了|约|大约)?\s*$|\b(?:reduc|increas|improv)\w+ by\s*$/i;
const more = new RegExp(`(?:${moreZh}|\\b(?:${moreEn}))${linking}`, 'i');
const less = new RegExp(`(?:${lessZh}|\\b(?:${lessEn}))${linking}`, 'i');

/** Read from the words of the clause that stands before a figure; undefined where they do not say it. */
export function betterIs(before: string): Better | undefined {
  if (changed.test(before) || more.test(before)) return 'more';
  return less.test(before) ? 'less' : undefined;
}
