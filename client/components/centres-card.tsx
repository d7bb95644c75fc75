import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Button, Popconfirm, Select } from 'antd';
import type { Output } from '../../server/api/operations.ts';
import type { CentreCommand } from '../../server/domain/centre-invitations.ts';
import { otherSide } from '../../server/domain/sides.ts';
import { commonTexts } from '../lib/common.texts.ts';
import { usePlaceName } from '../lib/places.ts';
import { read } from '../lib/query.ts';
import { useTexts } from '../lib/texts.ts';
import { useOpen } from '../lib/use-open.ts';
import { type Room, useCentreCommand } from './centre-command.ts';
import { dealingTexts } from './dealing.texts.ts';
import { Field } from './field.tsx';
import { Card } from './page.tsx';
import { ProblemNote } from './problem-view.tsx';
import { Tag, type Tone } from './tag.tsx';

type Standing = Output<'deals.get'>['standings'][number];
type CentresCardProps = Readonly<{ room: Room; standings: readonly Standing[]; mayPropose: boolean }>;

const tones = { in: 'good', asked: 'wait', proposed: 'wait' } as const satisfies Record<Standing['standing'], Tone>;
/** Commands that end something are asked about once more. */
const ending: readonly CentreCommand[] = ['letCentreGo', 'leave'];

/** Which centres are in a deal or contract, asked or proposed; what a centre sees; and what the user may do about it. */
export function CentresCard({ room, standings, mayPropose }: CentresCardProps) {
  const say = useTexts(dealingTexts);
  const proposing = useOpen();
  const awaitsMe = standings.some(({ allowed }) => allowed.includes('agreeToCentre'));
  if (standings.length === 0 && !mayPropose) return null;
  return (
    <Card
      title={say('centre.title')}
      aside={mayPropose && !proposing.isOpen && <Button onClick={proposing.open}>{say('centre.proposeCentre')}</Button>}
      {...(awaitsMe ? { tone: 'mine' as const } : {})}
    >
      <p className="muted">{say(`centre.sees.${room.thing}`)}</p>
      {standings.length > 0 && (
        <ul>
          {standings.map((standing) => (
            <CentreLine key={standing.centre.id} {...{ room, standing }} />
          ))}
        </ul>
      )}
      {proposing.isOpen && mayPropose && <Propose {...{ room, standings }} onDone={proposing.close} />}
    </Card>
  );
}

function CentreLine({ room, standing }: Readonly<{ room: Room; standing: Standing }>) {
  const say = useTexts(dealingTexts);
  const common = useTexts(commonTexts);
  const { centre, allowed, proposedBy } = standing;
  const side = proposedBy && common(`side.${otherSide(proposedBy)}`);
  return (
    <li className="item">
      <div className="row">
        <Tag tone="centre">{centre.name}</Tag>
        <Tag tone={tones[standing.standing]}>{say(`centre.standing.${seen(standing)}`, { side })}</Tag>
        {/* together, at the end of the line or of the next */}
        <div className="row" style={{ marginInlineStart: 'auto' }}>
          {allowed.map((command) => (
            <GiveButton key={command} {...{ room, command, centreId: centre.id, name: centre.name }} />
          ))}
        </div>
      </div>
    </li>
  );
}

/** The standing, with whose answer is awaited as the user sees it; a centre sees it as what it is. */
function seen({ standing, allowed }: Standing) {
  if (standing !== 'proposed') return standing;
  if (allowed.includes('agreeToCentre')) return 'proposedToMe';
  return allowed.includes('takeBackCentre') ? 'proposedByMe' : standing;
}

type GiveButtonProps = Readonly<{ room: Room; command: CentreCommand; centreId: string; name: string }>;

function GiveButton({ room, command, centreId, name }: GiveButtonProps) {
  const say = useTexts(dealingTexts);
  const common = useTexts(commonTexts);
  const { give, error, isPending } = useCentreCommand(room, command);
  const onClick = () => give(command === 'leave' ? {} : { centreId });
  const text = say(`centre.${command}`);
  const label = `${text}: ${name}`; // one of several that look alike
  const isMain = command === 'agreeToCentre';
  return (
    <>
      {ending.includes(command) ? (
        <Popconfirm
          title={
            <span style={{ display: 'block', maxWidth: 320 }}>{say(`centre.confirm.${room.thing}`, { name })}</span>
          }
          okText={text}
          cancelText={common('cancel')}
          onConfirm={onClick}
          getPopupContainer={({ parentElement }) => parentElement ?? document.body} // next in the order of the keyboard
        >
          <Button danger type="text" aria-label={label} loading={isPending}>
            {text}
          </Button>
        </Popconfirm>
      ) : (
        <Button {...(isMain ? { type: 'primary' } : {})} aria-label={label} loading={isPending} onClick={onClick}>
          {text}
        </Button>
      )}
      <ProblemNote error={error} />
    </>
  );
}

type ProposeProps = Readonly<{ room: Room; standings: readonly Standing[]; onDone: () => void }>;

/** Proposes a centre; those that have a standing already are not offered. */
function Propose({ room, standings, onDone }: ProposeProps) {
  const say = useTexts(dealingTexts);
  const common = useTexts(commonTexts);
  const placeName = usePlaceName();
  const [centreId, setCentreId] = useState<string>();
  const { give, error, isPending } = useCentreCommand(room, 'proposeCentre', onDone);
  const centres = useQuery(read('centres.list', { query: { limit: 100 } }));
  const others = centres.data?.items.filter(({ id }) => !standings.some(({ centre }) => centre.id === id)) ?? [];
  return (
    <div className="form">
      <Field label={say('centre.which')} hint={say('centre.whoIsAsked')} problem={error} path="centreId">
        {(control) => (
          <Select
            {...control}
            autoFocus // where the button was pressed that is gone now
            showSearch
            optionFilterProp="label"
            loading={centres.isPending}
            value={centreId}
            onChange={setCentreId}
            options={others.map(({ id, name, place }) => ({ value: id, label: `${name} · ${placeName(place)}` }))}
          />
        )}
      </Field>
      <ProblemNote error={error ?? centres.error} />
      <div className="row">
        <Button type="primary" loading={isPending} disabled={!centreId} onClick={() => centreId && give({ centreId })}>
          {say('centre.proposeCentre')}
        </Button>
        <Button onClick={onDone}>{common('cancel')}</Button>
      </div>
    </div>
  );
}
