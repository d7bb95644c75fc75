import { Link } from 'react-router';
import { Button, Popconfirm } from 'antd';
import { dealStates } from '../../../server/domain/deals/deal-process.ts';
import { Course } from '../../components/course.tsx';
import { Card } from '../../components/page.tsx';
import { ProblemNote } from '../../components/problem-view.tsx';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { commonTexts } from '../../lib/common.texts.ts';
import { paths } from '../../lib/paths.ts';
import { useTexts } from '../../lib/texts.ts';
import { useOpen } from '../../lib/use-open.ts';
import { type Deal, useDealCommand } from './deal.ts';
import { dealsTexts } from './deals.texts.ts';
import { OfferForm } from './offer-form.tsx';

const course = dealStates.filter((state) => state !== 'closed');

type MoveCardProps = Readonly<{ deal: Deal; offering: ReturnType<typeof useOpen> }>;

/** Whose move it is, with buttons for the commands that the server allows now. */
export function MoveCard({ deal, offering }: MoveCardProps) {
  const say = useTexts(dealsTexts);
  const common = useTexts(commonTexts);
  const accept = useDealCommand('deals.accept', deal);
  const withdraw = useDealCommand('deals.withdrawOffer', deal);
  const reopen = useDealCommand('deals.reopen', deal);
  const ending = useOpen();
  const close = useDealCommand('deals.close', deal, ending.close);
  const may = (command: (typeof deal.allowed)[number]) => deal.allowed.includes(command);
  const open = deal.offers.find(({ state }) => state === 'open');
  const isMine = deal.awaits !== null && deal.awaits === deal.mySide;
  return (
    <Card {...(isMine ? { tone: 'mine' as const } : {})}>
      <Course steps={course} at={deal.state} name={(step) => say(`state.${step}`)} />
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
          {deal.state === 'signed' &&
            (deal.contractId ? (
              <Link className="button" to={paths.contract(deal.contractId)}>
                {say('openContract')}
              </Link>
            ) : (
              <span className="muted">{say('opening')}</span>
            ))}
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
          {may('close') && (
            <Button danger type="text" onClick={ending.open}>
              {say('close')}
            </Button>
          )}
        </div>
      </div>
      <ProblemNote error={accept.error ?? withdraw.error ?? reopen.error} />
      {offering.isOpen && may('offer') && <OfferForm deal={deal} onDone={offering.close} />}
      {ending.isOpen && (
        <ReasonDialog
          title={say('close')}
          command={close}
          onOk={(reason) => close.give({ reason })}
          onClose={ending.close}
        />
      )}
    </Card>
  );
}

/** The key of the text about the next step. The server alone decides what is allowed. */
function moveOf({ state, awaits, mySide, allowed, file }: Deal) {
  if (state === 'closed' || state === 'signed') return state;
  if (!mySide) return 'watch';
  if (state === 'talks') return awaits === null ? 'offer' : awaits === mySide ? 'answer' : 'waitAnswer';
  if (!file) return 'attach';
  return allowed.includes('confirmFile') ? 'confirm' : 'waitConfirm';
}
