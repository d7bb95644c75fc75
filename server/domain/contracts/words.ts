import type { Language } from '../languages.ts';
import type { EvidenceKind } from './evidence.ts';
import type { LineKind, LinePart, ProofKind } from './ledger.ts';

type Words = Readonly<{
  lineKind: Readonly<Record<LineKind, string>>;
  linePart: Readonly<Record<LinePart, string>>;
  evidenceKind: Readonly<Record<EvidenceKind, string>>;
  proofKind: Readonly<Record<ProofKind, string>>;
}>;

/** What the permanent codes of a contract are called, on screen and in what is saved from it. */
export const contractWords = {
  zh: {
    lineKind: {
      contracted: '合同约定',
      due: '应收',
      received: '到账',
      refunded: '退款',
      contributed: '出资',
      drawn: '放款',
    },
    linePart: { fixed: '固定部分', royalty: '提成', equity: '股权', loan: '贷款' },
    evidenceKind: {
      registration: '专利权转移登记',
      filing: '许可合同备案',
      technologyContract: '技术合同认定登记',
      valuation: '评估作价',
      titleTransfer: '过户',
      shareRegistration: '工商登记',
      registerEvent: '登记簿匹配',
    },
    proofKind: { receipt: '收据或回单', bankStatement: '银行流水' },
  },
  en: {
    lineKind: {
      contracted: 'Contracted',
      due: 'Due',
      received: 'Received',
      refunded: 'Refunded',
      contributed: 'Contributed',
      drawn: 'Drawn',
    },
    linePart: { fixed: 'Fixed', royalty: 'Royalty', equity: 'Equity', loan: 'Loan' },
    evidenceKind: {
      registration: 'Registration of transfer',
      filing: 'Licence filing',
      technologyContract: 'Technology contract certificate',
      valuation: 'Valuation',
      titleTransfer: 'Title transfer',
      shareRegistration: 'Share registration',
      registerEvent: 'Register match',
    },
    proofKind: { receipt: 'Receipt or slip', bankStatement: 'Bank statement' },
  },
} as const satisfies Record<Language, Words>;
