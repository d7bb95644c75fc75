import { Button, Popconfirm } from 'antd';
import { Card } from '../../components/page.tsx';
import { ProblemNote } from '../../components/problem-view.tsx';
import { commonTexts } from '../../lib/common.texts.ts';
import { useTexts } from '../../lib/texts.ts';
import { useOpen } from '../../lib/use-open.ts';
import { type Deal, useDealCommand } from './deal.ts';
import { DealCourse } from './deal-tag.tsx';
import { dealsTexts } from './deals.texts.ts';
import { EndDialog } from './end-dialog.tsx';
import { OfferForm } from './offer-form.tsx';

type MoveCardProps = Readonly<{ deal: Deal; offering: ReturnType<typeof useOpen> }>;

/** Whose move it is and the buttons for mine: exactly what the server allows now. */
export function MoveCard({ deal, offering }: MoveCardProps) {
  const say = useTexts(dealsTexts);
  const common = useTexts(commonTexts);
  const accept = useDealCommand('deals.accept', deal);
  const withdraw = useDealCommand('deals.withdrawOffer', deal);
  const reopen = useDealCommand('deals.reopen', deal);
  const complete = useDealCommand('deals.complete', deal);
  const ending = useOpen();
  const may = (command: string) => deal.allowed.includes(command);
  const open = deal.offers.find(({ state }) => state === 'open');
  const isMine = deal.awaits !== null && deal.awaits === deal.mySide;
  return (
    <Card {...(isMine || may('complete') ? { tone: 'mine' as const } : {})}>
      <DealCourse state={deal.state} />
      <div className="move">
        <strong className="grow" aria-live="polite">
          {say(`move.${moveOf(deal)}`, { number: open?.number })}
        </strong>
        <div className="row">
          {open && may('accept') && (
            <Button type="primary" loading={accept.isPending} onClick={() => accept.give({ number: open.number })}>
              {say('accept', { number: open.number })}
            </Button>
          )}
          {may('offer') && !offering.isOpen && (
            <Button type={open ? 'default' : 'primary'} onClick={offering.open}>
              {open ? say('counter') : say('makeOffer')}
            </Button>
          )}
          {may('withdrawOffer') && (
            <Button loading={withdraw.isPending} onClick={() => withdraw.give({})}>
              {say('withdraw')}
            </Button>
          )}
          {may('complete') && (
            <Button type="primary" loading={complete.isPending} onClick={() => complete.give({})}>
              {say('complete')}
            </Button>
          )}
          {may('reopen') && (
            <Popconfirm
              title={say('reopen')}
              okText={say('reopen')}
              cancelText={common('cancel')}
              onConfirm={() => reopen.give({})}
            >
              <Button>{say('reopen')}</Button>
            </Popconfirm>
          )}
          {(may('close') || may('terminate')) && (
            <Button danger type="text" onClick={ending.open}>
              {may('close') ? say('close') : say('terminate')}
            </Button>
          )}
        </div>
      </div>
      <ProblemNote error={accept.error ?? withdraw.error ?? reopen.error ?? complete.error} />
      {offering.isOpen && may('offer') && <OfferForm deal={deal} onDone={offering.close} />}
      {ending.isOpen && <EndDialog deal={deal} onClose={ending.close} />}
    </Card>
  );
}

/** What to say about the next step. Only words: what may be done comes from the server. */
function moveOf({ state, awaits, mySide, allowed, contract, reversals }: Deal) {
  const isMine = awaits !== null && awaits === mySide;
  if (isMine && reversals.some((one) => one.state === 'asked')) return 'reversal';
  if (state === 'closed' || state === 'terminated' || state === 'completed') return state;
  if (!mySide) return allowed.includes('complete') ? 'complete' : 'watch';
  if (state === 'talks') return awaits === null ? 'offer' : isMine ? 'answer' : 'waitAnswer';
  if (state === 'agreed') {
    if (!contract) return 'attach';
    return allowed.includes('sign') ? 'sign' : 'waitSign';
  }
  if (state === 'signed') return 'effect';
  return allowed.includes('complete') ? 'complete' : 'fulfil';
}
