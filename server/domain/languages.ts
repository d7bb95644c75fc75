/** The languages of the product; Chinese comes first. */
export const languages = ['zh', 'en'] as const;
export type Language = (typeof languages)[number];
