import type { Output } from '../../../server/api/operations.ts';
import { type KeyIn, useTexts } from '../../lib/texts.ts';
import { percent } from './match.ts';
import { matchesTexts } from './matches.texts.ts';

type Placement = Output<'matches.explain'>['placement'];
const isGate = (code: string): code is KeyIn<typeof matchesTexts, 'gate'> => Object.hasOwn(matchesTexts.zh.gate, code);

/** Tells why a pair is not in the list. For a listed pair it gives the rank, and only when `isAsked`. */
export function PlacementNote({ placement, isAsked }: Readonly<{ placement: Placement; isAsked?: boolean }>) {
  const say = useTexts(matchesTexts);
  switch (placement.kind) {
    case 'listed':
      return isAsked ? <p className="note note-good">{say('placement.listed', { rank: placement.rank })}</p> : null;
    case 'gate':
      return (
        <div className="note note-bad">
          <span>{say('placement.gate')}</span>
          <ul>
            {placement.gates.map((code) => (
              <li key={code}>{isGate(code) ? say(`gate.${code}`) : code}</li>
            ))}
          </ul>
        </div>
      );
    case 'notOnOffer':
      return <p className="note note-bad">{placement.which.map((side) => say(`placement.${side}`)).join(' ')}</p>;
    case 'noSharedWords':
      return <p className="note note-wait">{say('placement.noSharedWords')}</p>;
    case 'score': {
      const { score, needed, rank } = placement;
      const values = { rank, score: percent(score), needed: percent(needed) };
      return <p className="note note-wait">{say(rank === null ? 'placement.score' : 'placement.scoreRank', values)}</p>;
    }
  }
}
