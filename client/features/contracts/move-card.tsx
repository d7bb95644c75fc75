import { useState } from 'react';
import { Button, Input } from 'antd';
import { contractStates } from '../../../server/domain/contracts/contract-process.ts';
import { Course } from '../../components/course.tsx';
import { Card } from '../../components/page.tsx';
import { ProblemNote } from '../../components/problem-view.tsx';
import { todayInShanghai } from '../../lib/format.ts';
import { useTexts } from '../../lib/texts.ts';
import { useOpen } from '../../lib/use-open.ts';
import { type Contract, myWaits, useContractCommand } from './contract.ts';
import { contractsTexts } from './contracts.texts.ts';
import { EndDialog } from './end-dialog.tsx';
import { WantedEnd } from './wanted-end.tsx';

const course = contractStates.filter((state) => state !== 'ended');

/** What waits for the user's side, with buttons for the commands that the server allows now. */
export function MoveCard({ contract }: Readonly<{ contract: Contract }>) {
  const say = useTexts(contractsTexts);
  const complete = useContractCommand('contracts.complete', contract);
  const ending = useOpen();
  const waits = myWaits(contract);
  const { state, mySide, allowed } = contract;
  const isOver = state === 'completed' || state === 'ended';
  const next = isOver ? state : allowed.includes('complete') ? 'complete' : mySide ? 'fulfil' : 'watch';
  const saysNext = next === 'complete' || waits.length === 0;
  return (
    <Card {...(waits.length > 0 || allowed.includes('complete') ? { tone: 'mine' as const } : {})}>
      <Course steps={course} at={state} name={(step) => say(`state.${step}`)} />
      <div className="move">
        <div className="grow" aria-live="polite">
          {waits.map((what) => (
            <div key={what}>
              <strong>{say(`waits.${what}`)}</strong>
            </div>
          ))}
          {saysNext && <strong>{say(`move.${next}`)}</strong>}
        </div>
        <div className="row">
          {allowed.includes('makeEffective') && <Effect contract={contract} />}
          {allowed.includes('complete') && (
            <Button type="primary" loading={complete.isPending} onClick={() => complete.give({})}>
              {say('complete')}
            </Button>
          )}
          {allowed.includes('askEnd') && (
            <Button danger type="text" onClick={ending.open}>
              {say('end')}
            </Button>
          )}
        </div>
      </div>
      <ProblemNote error={complete.error} />
      {contract.wantedEnd && <WantedEnd contract={contract} wanted={contract.wantedEnd} />}
      {ending.isOpen && <EndDialog contract={contract} onClose={ending.close} />}
    </Card>
  );
}

function Effect({ contract }: Readonly<{ contract: Contract }>) {
  const say = useTexts(contractsTexts);
  const [on, setOn] = useState(todayInShanghai());
  const makeEffective = useContractCommand('contracts.makeEffective', contract);
  return (
    <>
      <Input
        aria-label={say('effectiveOn')}
        type="date"
        style={{ width: 160 }}
        value={on}
        onChange={(e) => setOn(e.target.value)}
      />
      <Button type="primary" loading={makeEffective.isPending} onClick={() => makeEffective.give({ on })}>
        {say('makeEffective')}
      </Button>
      <ProblemNote error={makeEffective.error} />
    </>
  );
}
