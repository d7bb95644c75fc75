/** A cell with this says that there is nothing, whatever its column. */
const words =
  /^(?:[-—–―─－_~·.…*\\/|xX×]{1,12}|无|没有|暂无|尚无|空|空白|未知|不详|不明|未填写?|待填写?|待补充?|不适用|不涉及|未授权|尚未授权|待授权|未公开|尚未公开|未公布|待公布|未公告|暂未公开|#?n\/?a|nan|null|nil|none|undefined|\(空\)|\(无\)|\(null\))$/i;

/** Whether a cell says that there is nothing: `/`, 无, ——, N/A, 暂无 and the like. */
export const isNothing = (text: string): boolean => {
  if (text.length > 20) return false;
  const plain = text.normalize('NFKC').replace(/\s/g, '').replace(/[。;；]$/, ''); // prettier-ignore
  return plain === '' || words.test(plain);
};

/** The same where a number, a class or a day should stand: there nought is nothing too. */
export const isNothingOrNought = (text: string): boolean => isNothing(text) || /^\s*0+(?:\.0+)?\s*$/.test(text);

/** 同上: what the row above says. */
export const isDitto = (text: string): boolean => /^(?:同上|〃|″|"|ditto|do\.)$/i.test(text.trim());
