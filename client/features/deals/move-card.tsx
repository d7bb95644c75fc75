import { Link } from 'react-router';
import { Button } from 'antd';
import { dealStates } from '../../../server/domain/deals/deal-process.ts';
import { ConfirmStep, useAsked } from '../../components/confirm-step.tsx';
import { Course } from '../../components/course.tsx';
import { Card } from '../../components/page.tsx';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { TermsView, useTermsText } from '../../components/terms-view.tsx';
import { paths } from '../../lib/paths.ts';
import { useTexts } from '../../lib/texts.ts';
import { useOpen } from '../../lib/use-open.ts';
import { type Deal, useDealCommand } from './deal.ts';
import { dealsTexts } from './deals.texts.ts';
import { OfferForm } from './offer-form.tsx';

type Offer = Deal['offers'][number];
type Agreed = NonNullable<Deal['agreed']>;
const course = dealStates.filter((state) => state !== 'closed');

type MoveCardProps = Readonly<{ deal: Deal; offering: ReturnType<typeof useOpen> }>;

/** Whose move it is, with buttons for the commands that the server allows now. */
export function MoveCard({ deal, offering }: MoveCardProps) {
  const say = useTexts(dealsTexts);
  const short = useTermsText();
  const [accepting, withdrawing, reopening] = [useAsked<Offer>(), useAsked<Offer>(), useAsked<Agreed>()];
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
          <ConfirmStep
            asked={accepting}
            now={(may('accept') && open) || null}
            version={deal.version}
            label={({ number }) => say('accept', { number })}
            sentence={({ number, terms }) => say('acceptText', { number, terms: short(terms) })}
            details={({ terms }) => <TermsView terms={terms} />}
            command={accept}
            onYes={({ number }, version) => accept.give({ number }, version)}
            button={{ type: 'primary' }}
          />
          {may('offer') && !offering.isOpen && (
            <Button type={open ? 'default' : 'primary'} onClick={offering.open}>
              {open ? say('counter') : say('makeOffer')}
            </Button>
          )}
          <ConfirmStep
            asked={withdrawing}
            now={(may('withdrawOffer') && open) || null}
            version={deal.version}
            label={() => say('withdraw')}
            sentence={({ number, terms }) => say('withdrawText', { number, terms: short(terms) })}
            command={withdraw}
            onYes={(_, version) => withdraw.give({}, version)}
          />
          {deal.state === 'signed' &&
            (deal.contractId ? (
              <Link className="button" to={paths.contract(deal.contractId)}>
                {say('openContract')}
              </Link>
            ) : (
              <span className="muted">{say('opening')}</span>
            ))}
          <ConfirmStep
            asked={reopening}
            now={(may('reopen') && deal.agreed) || null}
            version={deal.version}
            label={() => say('reopen')}
            sentence={({ number, terms }) => say('reopenText', { number, terms: short(terms) })}
            command={reopen}
            onYes={(_, version) => reopen.give({}, version)}
          />
          {may('close') && (
            <Button danger type="text" onClick={ending.open}>
              {say('close')}
            </Button>
          )}
        </div>
      </div>
      {offering.isOpen &&
        (may('offer') ? (
          <OfferForm deal={deal} onDone={offering.close} />
        ) : (
          <div className="note note-wait" role="status">
            {say('offerKept')}
          </div>
        ))}
      {ending.isOpen && (
        <ReasonDialog
          title={say('close')}
          about={say('closeText', { now: say(`move.${moveOf(deal)}`, { number: open?.number }) })}
          version={deal.version}
          command={close}
          onOk={(reason, version) => close.give({ reason }, version)}
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
