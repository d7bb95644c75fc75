/** Half a surrogate pair: JSON would carry it, but Meilisearch rejects the whole document. */
const loneSurrogate = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** A text without broken characters. */
export const indexable = (text: string): string => text.replace(loneSurrogate, '\uFFFD');
