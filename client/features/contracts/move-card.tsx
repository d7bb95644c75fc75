import { useState } from 'react';
import { Button, Input } from 'antd';
import { ConfirmStep, useAsked } from '../../components/confirm-step.tsx';
import { contractStates } from '../../../server/domain/contracts/contract-process.ts';
import { Money } from '../../../server/domain/money.ts';
import { dealingTexts } from '../../components/dealing.texts.ts';
import { Course } from '../../components/course.tsx';
import { FileLink } from '../../components/file-link.tsx';
import { Card } from '../../components/page.tsx';
import { useTermsText } from '../../components/terms-view.tsx';
import { formatMoney, todayInShanghai } from '../../lib/format.ts';
import { useTexts } from '../../lib/texts.ts';
import { useOpen } from '../../lib/use-open.ts';
import { type Contract, type Line, myWaits, useContractCommand } from './contract.ts';
import { contractsTexts } from './contracts.texts.ts';
import { EndDialog } from './end-dialog.tsx';
import { useSaid } from './said.ts';
import { WantedEnd } from './wanted-end.tsx';

const course = contractStates.filter((state) => state !== 'ended');

/** What waits for the user's side, with buttons for the commands that the server allows now. */
export function MoveCard({ contract }: Readonly<{ contract: Contract }>) {
  const say = useTexts(contractsTexts);
  const short = useTermsText();
  const completing = useAsked<Contract>();
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
              {what === 'line' && <Asked lines={contract.ledger} />}
              {what === 'evidence' && <AskedRecords records={contract.evidence} />}
            </div>
          ))}
          {saysNext && <strong>{say(`move.${next}`)}</strong>}
        </div>
        <div className="row">
          <Effect contract={contract} />
          <ConfirmStep
            asked={completing}
            now={allowed.includes('complete') ? contract : null}
            version={contract.version}
            label={() => say('complete')}
            sentence={(held) =>
              say('completeText', {
                terms: short(held.terms),
                received: receivedOf(held),
                file: held.file?.name ?? '—',
              })
            }
            command={complete}
            onYes={(_, version) => complete.give({}, version)}
            button={{ type: 'primary' }}
          />
          {allowed.includes('askEnd') && (
            <Button danger type="text" onClick={ending.open}>
              {say('end')}
            </Button>
          )}
        </div>
      </div>
      {contract.wantedEnd && <WantedEnd contract={contract} wanted={contract.wantedEnd} />}
      {ending.isOpen && <EndDialog contract={contract} onClose={ending.close} />}
    </Card>
  );
}

/** The lines that one is asked to confirm, each with its receipt. */
function Asked({ lines }: Readonly<{ lines: Contract['ledger'] }>) {
  const said = useSaid();
  return lines
    .filter(({ awaitsMe }) => awaitsMe)
    .map((line) => (
      <div key={line.id} className="small">
        {said.sum(line)} · {line.date} {line.proof && <FileLink file={line.proof} />}
      </div>
    ));
}

/** The official records that one is asked to confirm, each with its file. */
function AskedRecords({ records }: Readonly<{ records: Contract['evidence'] }>) {
  const dealing = useTexts(dealingTexts);
  return records
    .filter(({ awaitsMe }) => awaitsMe)
    .map(({ id, kind, number, date, file }) => (
      <div key={id} className="small">
        {dealing(`evidenceKind.${kind}`)} {number} · {date} {file && <FileLink file={file} />}
      </div>
    ));
}

function Effect({ contract }: Readonly<{ contract: Contract }>) {
  const say = useTexts(contractsTexts);
  const [on, setOn] = useState(todayInShanghai());
  const mayGive = contract.allowed.includes('makeEffective');
  const short = useTermsText();
  const asked = useAsked<string>();
  const makeEffective = useContractCommand('contracts.makeEffective', contract);
  return (
    <>
      {mayGive && (
        <Input
          aria-label={say('effectiveOn')}
          type="date"
          style={{ width: 160 }}
          value={on}
          onChange={(e) => setOn(e.target.value)}
        />
      )}
      <ConfirmStep
        asked={asked}
        now={mayGive ? on : null}
        version={contract.version}
        label={() => say('makeEffective')}
        sentence={(day) => say('effectText', { date: day, terms: short(contract.terms) })}
        command={makeEffective}
        onYes={(day, version) => makeEffective.give({ on: day }, version)}
        button={{ type: 'primary' }}
      />
    </>
  );
}

/** What came in and was not given back, in the contract's currency. */
function receivedOf({ ledger, upfront: { currency } }: Contract): string {
  const sum = (kind: Line['kind']) =>
    Money.sum(
      ledger.filter((line) => line.kind === kind).map(({ amount }) => Money.fromWire(amount)),
      currency,
    );
  return formatMoney(sum('received').minus(sum('refunded')).toJSON());
}
