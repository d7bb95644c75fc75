import { Button } from 'antd';
import { commonTexts } from '../../lib/common.texts.ts';
import { useTexts } from '../../lib/texts.ts';
import { type Deal, useDealCommand } from './deal.ts';
import { dealsTexts } from './deals.texts.ts';

type Line = Deal['ledger'][number];
type LineReversalProps = Readonly<{ deal: Deal; line: Line; onRefuse: () => void }>;

/** Who asked to take a line back, why, what became of it, and the answer that I may give. */
export function LineReversal({ deal, line, onRefuse }: LineReversalProps) {
  const say = useTexts(dealsTexts);
  const common = useTexts(commonTexts);
  const agree = useDealCommand('deals.agreeReversal', deal);
  // a line that was taken back shows it on its opposite
  const asked = deal.reversals.filter(({ id, lineId, state }) =>
    state === 'done' ? id === line.id : lineId === line.id,
  );
  return asked.map(({ id, by, state, reason }) => (
    <div key={id} className={state === 'asked' ? 'note note-wait' : 'muted small'}>
      <span>
        {say(`reversal.${state}`, { side: common(`side.${by}`) })}
        {reason !== null && ` ${reason}`}
      </span>
      {state === 'asked' && deal.mySide !== by && deal.allowed.includes('agreeReversal') && (
        <Button size="small" type="primary" loading={agree.isPending} onClick={() => agree.give({ lineId: line.id })}>
          {say('agreeReversal')}
        </Button>
      )}
      {state === 'asked' && deal.allowed.includes('refuseReversal') && (
        <Button size="small" onClick={onRefuse}>
          {deal.mySide === by ? say('withdrawReversal') : say('refuseReversal')}
        </Button>
      )}
    </div>
  ));
}
