/** Mongo condition: a text contains these words as they are typed, in whatever case. */
export const partOf = (words: string) => ({ $regex: words.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&'), $options: 'i' });
