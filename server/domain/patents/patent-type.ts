/** 发明, 实用新型, 外观设计 (专利法 第二条). */
export const patentTypes = ['invention', 'utilityModel', 'design'] as const;
export type PatentType = (typeof patentTypes)[number];
