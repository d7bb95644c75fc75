/**
 * Six-digit codes of administrative divisions (GB/T 2260): two digits for the province, two for the city, two for
 * the county; `000000` is the whole country.
 */
export const placePattern = /^\d{6}$/;
export const wholeCountry = '000000';

/** The areas that contain `place`, itself included, the smallest first. */
export function areasOf(place: string): string[] {
  const areas = [place, `${place.slice(0, 4)}00`, `${place.slice(0, 2)}0000`, wholeCountry];
  return [...new Set(areas)];
}

/** First two digits of the codes of provinces, autonomous regions, municipalities and special regions. */
const provinces: Readonly<Record<string, string>> = {
  北京: '11',
  天津: '12',
  河北: '13',
  山西: '14',
  内蒙古: '15',
  辽宁: '21',
  吉林: '22',
  黑龙江: '23',
  上海: '31',
  江苏: '32',
  浙江: '33',
  安徽: '34',
  福建: '35',
  江西: '36',
  山东: '37',
  河南: '41',
  湖北: '42',
  湖南: '43',
  广东: '44',
  广西: '45',
  海南: '46',
  重庆: '50',
  四川: '51',
  贵州: '52',
  云南: '53',
  西藏: '54',
  陕西: '61',
  甘肃: '62',
  青海: '63',
  宁夏: '64',
  新疆: '65',
  台湾: '71',
  香港: '81',
  澳门: '82',
};

/** The code of the province (`330000`) of a division's code, or of an address that begins with the province's name. */
export function provinceOf(text: string): string | undefined {
  const found = placePattern.test(text)
    ? text.slice(0, 2)
    : Object.entries(provinces).find(([name]) => text.trim().startsWith(name))?.[1];
  return found === undefined || found === '00' ? undefined : `${found}0000`;
}
