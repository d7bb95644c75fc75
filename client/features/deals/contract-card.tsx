import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Button, Input, Popconfirm } from 'antd';
import { Empty } from '../../components/empty.tsx';
import { Card } from '../../components/page.tsx';
import { ProblemNote } from '../../components/problem-view.tsx';
import { Shown } from '../../components/shown.tsx';
import { Tag } from '../../components/tag.tsx';
import { addressOf } from '../../lib/api.ts';
import { commonTexts } from '../../lib/common.texts.ts';
import { todayInShanghai } from '../../lib/format.ts';
import { currentLanguage } from '../../lib/language.ts';
import { lawFor } from '../../lib/law.ts';
import { read } from '../../lib/query.ts';
import { useTexts } from '../../lib/texts.ts';
import { type Deal, useDealCommand } from './deal.ts';
import { dealsTexts } from './deals.texts.ts';
import { FileButton } from './file-button.tsx';

const sides = ['supplier', 'demander'] as const;

/** The file that both sign, who signed it, what the law says before, and when it took effect. */
export function ContractCard({ deal }: Readonly<{ deal: Deal }>) {
  const say = useTexts(dealsTexts);
  const common = useTexts(commonTexts);
  const attach = useDealCommand('deals.attachContract', deal);
  const sign = useDealCommand('deals.sign', deal);
  const { contract, allowed } = deal;
  return (
    <Card title={say('contract')}>
      {contract ? (
        <>
          <div className="row">
            <a href={addressOf('files.download', { params: { fileId: contract.fileId } })} download>
              {say('download')}
            </a>
            <span className="muted small">
              {say('digest')} <span className="digest">{contract.sha256.slice(0, 16)}…</span>
            </span>
          </div>
          <div className="row">
            {sides.map((side) => (
              <Tag key={side} tone={deal.signedBy.includes(side) ? 'good' : 'plain'}>
                {common(`side.${side}`)} · {deal.signedBy.includes(side) ? say('signed') : say('notSigned')}
              </Tag>
            ))}
          </div>
        </>
      ) : (
        <Empty title={say('noContract')} text={say('noContractText')} />
      )}
      {allowed.includes('sign') && <Preflight deal={deal} />}
      <div className="row">
        {contract && allowed.includes('sign') && (
          <Popconfirm
            title={
              <span style={{ display: 'block', maxWidth: 320 }}>
                {say('signConfirm', { digest: contract.sha256.slice(0, 8) })}
              </span>
            }
            okText={say('sign')}
            cancelText={common('cancel')}
            onConfirm={() => sign.give({ sha256: contract.sha256 })}
          >
            <Button type="primary" loading={sign.isPending}>
              {say('sign')}
            </Button>
          </Popconfirm>
        )}
        {allowed.includes('attachContract') && (
          <FileButton
            label={contract ? say('replace') : say('attach')}
            isPrimary={!contract}
            isBusy={attach.isPending}
            onUploaded={({ fileId }) => attach.give({ fileId })}
          />
        )}
      </div>
      <ProblemNote error={attach.error ?? sign.error} />
      <Dates deal={deal} />
      {allowed.includes('makeEffective') && <Effect deal={deal} />}
    </Card>
  );
}

function Dates({ deal }: Readonly<{ deal: Deal }>) {
  const say = useTexts(dealsTexts);
  const days = (['signedOn', 'effectiveOn', 'completedOn'] as const).filter((day) => deal[day]);
  if (days.length === 0) return null;
  return (
    <dl className="facts">
      {days.map((day) => (
        <div key={day} style={{ display: 'contents' }}>
          <dt>{say(day)}</dt>
          <dd className="amount">{deal[day]}</dd>
        </div>
      ))}
    </dl>
  );
}

function Effect({ deal }: Readonly<{ deal: Deal }>) {
  const say = useTexts(dealsTexts);
  const [on, setOn] = useState(todayInShanghai());
  const makeEffective = useDealCommand('deals.makeEffective', deal);
  return (
    <div className="row">
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
    </div>
  );
}

function Preflight({ deal }: Readonly<{ deal: Deal }>) {
  const say = useTexts(dealsTexts);
  const query = useQuery(read('deals.preflight', { params: { dealId: deal.id } }));
  return (
    <div className="stack-tight">
      <h3>{say('preflight')}</h3>
      <Shown query={query}>
        {({ findings }) =>
          findings.length === 0 ? (
            <div className="note note-good">{say('preflightClear')}</div>
          ) : (
            <ul className="stack-tight">
              {findings.map(({ code, severity, source, patentId }) => (
                <li key={code + patentId} className={`note ${severity === 'blocks' ? 'note-bad' : 'note-wait'}`}>
                  <strong>{say(`severity.${severity}`)}</strong>
                  <span className="grow">{say(`finding.${code}`)}</span>
                  <span className="small">{lawFor(currentLanguage(), source)}</span>
                </li>
              ))}
            </ul>
          )
        }
      </Shown>
    </div>
  );
}
