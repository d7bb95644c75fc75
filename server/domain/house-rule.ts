/** The source of a rule that no law makes but the exchange itself. It stands in running terms; readers are told in their words. */
export const houseRule = '本平台默认值 (house default)';
