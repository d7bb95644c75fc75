import { Link } from 'react-router';
import { dealingTexts } from '../../components/dealing.texts.ts';
import { Card } from '../../components/page.tsx';
import { Tag } from '../../components/tag.tsx';
import { FileLink } from '../../components/file-link.tsx';
import { TermsView } from '../../components/terms-view.tsx';
import { addressOf } from '../../lib/api.ts';
import { commonTexts } from '../../lib/common.texts.ts';
import { currentLanguage } from '../../lib/language.ts';
import { paths } from '../../lib/paths.ts';
import { useTexts } from '../../lib/texts.ts';
import type { Contract } from './contract.ts';
import { contractsTexts } from './contracts.texts.ts';

/** The parties, dates, subject, terms and file of a contract, with a link to its deal. */
export function AboutCard({ contract }: Readonly<{ contract: Contract }>) {
  const say = useTexts(contractsTexts);
  const dealing = useTexts(dealingTexts);
  const common = useTexts(commonTexts);
  const { file, dealId, need } = contract;
  const titles = new Map(contract.patents.map(({ id, title }) => [id, title]));
  const days = (['signedOn', 'effectiveOn', 'termEndsOn', 'completedOn', 'endedOn'] as const).filter(
    (day) => contract[day],
  );
  return (
    <Card title={say('about')}>
      <dl className="facts">
        {days.map((day) => (
          <div key={day} style={{ display: 'contents' }}>
            <dt>{say(day)}</dt>
            <dd className="amount">
              {contract[day]}
              {day === 'termEndsOn' && contract.ranOutOn && <span className="muted small"> {say('hasRunOut')}</span>}
            </dd>
          </div>
        ))}
        {contract.parties.map(({ id, name, part }) => (
          <div key={id} style={{ display: 'contents' }}>
            <dt>{common(`side.${part}`)}</dt>
            <dd>{name}</dd>
          </div>
        ))}
      </dl>
      <h3>{say('subject')}</h3>
      <ul>
        {contract.subject.map(({ kind, number, patentId }, index) => (
          <li key={patentId ?? index} className="row">
            <Tag tone="plain">{say(`right.${kind}`)}</Tag>
            {patentId && <Link to={paths.patent(patentId)}>{titles.get(patentId) || dealing('patents')}</Link>}
            {number && <span className="muted small">{number}</span>}
          </li>
        ))}
      </ul>
      {need && (
        <p>
          {dealing('need')} <Link to={paths.need(need.id)}>{need.title || dealing('need')}</Link>
        </p>
      )}
      <TermsView terms={contract.terms} />
      <h3>{say('contract')}</h3>
      {file ? (
        <div className="row">
          <FileLink file={file} />
          <span className="digest muted">{file.sha256.slice(0, 16)}…</span>
        </div>
      ) : (
        <p className="muted">{say('noContract')}</p>
      )}
      <a
        href={addressOf('contracts.archive', {
          params: { contractId: contract.id },
          query: { language: currentLanguage() },
        })}
        download
      >
        {say('archive')}
      </a>
      {dealId && <Link to={paths.deal(dealId)}>{say('talkLink')}</Link>}
    </Card>
  );
}
