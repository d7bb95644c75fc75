/** What spreadsheet programs take for a formula's first character: in any width, and behind white space or line breaks. */
const beginsLikeFormula = /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠﹦﹢﹣﹫−]|^[\t\r\n]/u;

/**
 * A text as a cell of a file that people open in a spreadsheet program. One that begins like a formula gets an apostrophe
 * before it, so that the program does not carry out what somebody else wrote.
 */
export const spreadsheetText = (text: string): string => (beginsLikeFormula.test(text) ? `'${text}` : text);
