import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { ConfirmStep, useAsked } from '../../components/confirm-step.tsx';
import { Empty } from '../../components/empty.tsx';
import { FileButton } from '../../components/file-button.tsx';
import { FileLink } from '../../components/file-link.tsx';
import { Card } from '../../components/page.tsx';
import { ProblemNote } from '../../components/problem-view.tsx';
import { Shown } from '../../components/shown.tsx';
import { Tag } from '../../components/tag.tsx';
import { useTermsText } from '../../components/terms-view.tsx';
import { commonTexts } from '../../lib/common.texts.ts';
import { currentLanguage } from '../../lib/language.ts';
import { lawFor } from '../../lib/law.ts';
import { read } from '../../lib/query.ts';
import { useTexts } from '../../lib/texts.ts';
import { type Deal, useDealCommand } from './deal.ts';
import { dealsTexts } from './deals.texts.ts';

type Confirmed = Readonly<{ file: NonNullable<Deal['file']>; agreed: NonNullable<Deal['agreed']> }>;
const sides = ['supplier', 'demander'] as const;

/** The contract file, which side has confirmed it, and the legal findings to read before confirming. */
export function FileCard({ deal }: Readonly<{ deal: Deal }>) {
  const say = useTexts(dealsTexts);
  const common = useTexts(commonTexts);
  const attach = useDealCommand('deals.attachFile', deal);
  const short = useTermsText();
  const confirming = useAsked<Confirmed>();
  const confirm = useDealCommand('deals.confirmFile', deal);
  const withdraw = useDealCommand('deals.withdrawConfirmation', deal);
  const { file, allowed, agreed } = deal;
  if (deal.state !== 'agreed' && !file && !confirming.held) return null; // a dialog that is open says that it is gone
  return (
    <Card title={say('contract')}>
      {file ? (
        <>
          <div className="row">
            <FileLink file={file} />
            <span className="muted small">
              {say('digest')} <span className="digest">{file.sha256.slice(0, 16)}…</span>
            </span>
          </div>
          <div className="row">
            {sides.map((side) => (
              <Tag key={side} tone={deal.confirmedBy.includes(side) ? 'good' : 'plain'}>
                {common(`side.${side}`)} · {deal.confirmedBy.includes(side) ? say('confirmed') : say('notConfirmed')}
              </Tag>
            ))}
          </div>
        </>
      ) : (
        <Empty title={say('noContract')} text={say('noContractText')} />
      )}
      {allowed.includes('confirmFile') && <Preflight deal={deal} />}
      <div className="row">
        <ConfirmStep
          asked={confirming}
          now={file && agreed && allowed.includes('confirmFile') ? { file, agreed } : null}
          version={deal.version}
          label={() => say('confirmFile')}
          sentence={({ file: { name, sha256 }, agreed: { number, terms } }) =>
            say('confirmFileText', { name, digest: sha256.slice(0, 16), number, terms: short(terms) })
          }
          details={({ file: shown }) => <FileLink file={shown} />}
          command={confirm}
          onYes={({ file: { sha256 } }, version) => confirm.give({ sha256 }, version)}
          button={{ type: 'primary' }}
        />
        {allowed.includes('withdrawConfirmation') && (
          <Button loading={withdraw.isPending} onClick={() => withdraw.give({})}>
            {say('withdrawConfirmation')}
          </Button>
        )}
        {allowed.includes('attachFile') && (
          <FileButton
            label={file ? say('replace') : say('attach')}
            isPrimary={!file}
            isBusy={attach.isPending}
            onUploaded={({ fileId }) => attach.give({ fileId })}
          />
        )}
      </div>
      <ProblemNote error={attach.error ?? withdraw.error} />
    </Card>
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
