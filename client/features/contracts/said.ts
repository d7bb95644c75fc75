import { dealingTexts } from '../../components/dealing.texts.ts';
import { commonTexts } from '../../lib/common.texts.ts';
import { formatMoney } from '../../lib/format.ts';
import { useTexts } from '../../lib/texts.ts';
import type { Contract, Line } from './contract.ts';
import { contractsTexts } from './contracts.texts.ts';

type Evidence = Contract['evidence'][number];
type WantedEnd = NonNullable<Contract['wantedEnd']>;

/** Says things of a contract in a sentence, as a dialog repeats them before somebody binds himself to them. */
export function useSaid() {
  const say = useTexts(contractsTexts);
  const dealing = useTexts(dealingTexts);
  const common = useTexts(commonTexts);
  const sum = (line: Line) =>
    say('sumOf', {
      kind: dealing(`lineKind.${line.kind}`),
      part: dealing(`linePart.${line.part}`),
      amount: formatMoney(line.amount),
    });
  return {
    sum,
    line: (line: Line): string =>
      say('lineOf', {
        sum: sum(line),
        date: line.date,
        proof: line.proof
          ? say('proofOf', { kind: dealing(`proofKind.${line.proof.kind}`), name: line.proof.name })
          : say('noProof'),
      }),
    evidence: ({ kind, number, date, file }: Evidence): string =>
      say('evidenceOf', {
        ...{ kind: dealing(`evidenceKind.${kind}`), number, date },
        file: file ? say('fileOf', { name: file.name }) : say('noFile'),
      }),
    end: ({ by, on, ground, reason }: WantedEnd): string =>
      `${say('endAsked', { side: common(`side.${by}`), on, ground: say(`endGround.${ground}`) })} ${reason ?? ''}`,
  };
}
