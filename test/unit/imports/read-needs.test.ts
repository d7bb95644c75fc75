import { calendarDate } from '../../../server/domain/calendar.ts';
import { readFile } from '../../../server/features/imports/parse/read-file.ts';

const read = async (text: string) => {
  const { rows } = await readFile(Buffer.from(text), 'needs.csv', 'needs', calendarDate('2026-06-30'));
  return [...rows];
};

describe('a list of needs', () => {
  it('gathers its text from all its columns and reads its conditions', async () => {
    const rows = await read(
      '编号,需求名称,需求描述,技术指标,需求单位,预算（万元）,合作方式,成熟度要求,截止日期,所在地\n' +
        'X-1,高镍正极,寻找循环寿命长的材料,循环≥2000次,某新能源公司,50-100,转让、合作开发,TRL6,2026/12/31,江苏常州\n' +
        'X-2,防腐涂层,,,,不超过300万元,,,,',
    );
    expect(rows).toMatchObject([
      {
        content: {
          reference: 'X-1',
          title: '高镍正极',
          description: '寻找循环寿命长的材料\n循环≥2000次',
          company: '某新能源公司',
          budgetFrom: { amount: '500000.00', currency: 'CNY' },
          budgetTo: { amount: '1000000.00', currency: 'CNY' },
          routes: ['transfer', 'cooperation'],
          minimumMaturity: 6,
          wantedBy: '2026-12-31',
          region: '江苏常州',
        },
      },
      { content: { title: '防腐涂层', description: '防腐涂层', budgetTo: { amount: '3000000.00', currency: 'CNY' } } },
    ]);
    expect(rows[1]).not.toHaveProperty('content.budgetFrom');
  });

  it('may be in English', async () => {
    expect(await read('Title,Objective,Budget (USD)\nFoam sensor,Detect foam,20000')).toMatchObject([
      {
        content: {
          title: 'Foam sensor',
          description: 'Detect foam',
          budgetTo: { amount: '20000.00', currency: 'USD' },
        },
      },
    ]);
  });

  it('leaves out an amount that cannot be read, and says so', async () => {
    expect(await read('需求名称,预算\n甲,很多钱')).toMatchObject([
      { content: { title: '甲' }, notes: [{ row: 2, column: '预算', key: 'imports.row.amount', text: '很多钱' }] },
    ]);
  });
});
