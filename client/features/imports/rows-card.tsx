import { useState } from 'react';
import { Select } from 'antd';
import { legalStatuses } from '../../../server/domain/patents/patent-content.ts';
import { patentTypes } from '../../../server/domain/patents/patent-type.ts';
import type { Output } from '../../../server/api/operations.ts';
import { rowOutcomes } from '../../../server/domain/imports/row-verdict.ts';
import { More } from '../../components/more.tsx';
import { Card } from '../../components/page.tsx';
import { Shown } from '../../components/shown.tsx';
import { Tag } from '../../components/tag.tsx';
import { useUnderstoodText } from '../../components/understood.ts';
import { commonTexts } from '../../lib/common.texts.ts';
import { useList } from '../../lib/query.ts';
import { useTexts } from '../../lib/texts.ts';
import { RowProblems, useTypings, WholeRow } from './row-cells.tsx';
import { importsTexts, isKnownField } from './imports.texts.ts';

const only = ['doubles', 'foreign', 'noted'] as const;
const choices = ['all', 'refused', 'new', 'changed', 'unchanged', ...only] as const;
const tones = { new: 'good', changed: 'supply', unchanged: 'plain', refused: 'bad' } as const;

/** The rows of a file: the values read, what importing would do, and the remarks. */
export function RowsCard({ one, isOver }: Readonly<{ one: Output<'imports.get'>; isOver: boolean }>) {
  const { id: importId, version } = one;
  const mayMend = one.allowed.includes('mend');
  const say = useTexts(importsTexts);
  const [shown, setShown] = useState<(typeof choices)[number]>('all');
  const inWords = useCodeText();
  const typings = useTypings(importId);
  const understoodText = useUnderstoodText();
  const rows = useList('imports.rows', {
    params: { importId },
    query: { limit: 30, outcome: rowOutcomes.find((one) => one === shown), only: only.find((one) => one === shown) },
  });
  return (
    <Card
      title={say('rows')}
      aside={
        <Select
          aria-label={say('rows')}
          style={{ minWidth: 150 }}
          value={shown}
          onChange={setShown}
          options={choices.map((one) => ({ value: one, label: say(`show.${one}`) }))}
        />
      }
    >
      <Shown query={rows}>
        {() =>
          rows.items.length === 0 ? (
            <p className="muted">{say(isOver ? 'noRowsKept' : 'noRows')}</p>
          ) : (
            <div className="scroll-x" tabIndex={0} role="region" aria-label={say('rows')}>
              <table>
                <thead>
                  <tr>
                    <th>{say('row')}</th>
                    <th>{say('outcome')}</th>
                    <th>{say('content')}</th>
                    <th>{say('remarks')}</th>
                  </tr>
                </thead>
                <tbody>
                  {rows.items.map((item) => {
                    const { row, outcome, values, cells, doubles, isForeign } = item;
                    return (
                      <tr key={row}>
                        <td className="amount">{row}</td>
                        <td>
                          <Tag tone={tones[outcome]}>{say(`show.${outcome}`)}</Tag>
                        </td>
                        <td className="small">
                          {values.slice(0, 4).map(({ field, text }) => (
                            <div key={field}>
                              <span className="muted">{isKnownField(field) ? say(`fields.${field}`) : field}</span>{' '}
                              {inWords(field, text)}
                            </div>
                          ))}
                          {outcome === 'refused' &&
                            cells.slice(0, 4).map(({ place, header, text }) => (
                              <div key={place}>
                                <span className="muted">{header}</span> {text.slice(0, 200)}
                              </div>
                            ))}
                          {values.length > 4 && (
                            <details>
                              <summary>{say('allRead', { count: values.length })}</summary>
                              {values.slice(4).map(({ field, text }) => (
                                <div key={field}>
                                  <span className="muted">{isKnownField(field) ? say(`fields.${field}`) : field}</span>{' '}
                                  {inWords(field, text)}
                                </div>
                              ))}
                            </details>
                          )}
                          {item.understood.map((one) => (
                            <div key={one.key}>
                              <span className="muted">{say('fromText')}</span> {understoodText(one)} <q>{one.words}</q>
                            </div>
                          ))}
                          <WholeRow cells={cells} />
                        </td>
                        <td className="small">
                          <RowProblems {...{ importId, version, row: item, mayMend, typings }} />
                          {doubles.map(({ title }, index) => (
                            <div key={index}>{say('double', { title })}</div>
                          ))}
                          {isForeign && <div>{say('foreign')}</div>}
                        </td>
                      </tr>
                    );
                  })}
                </tbody>
              </table>
            </div>
          )
        }
      </Shown>
      <More list={rows} />
    </Card>
  );
}

/** Formats a field's value, with codes as words. */
function useCodeText() {
  const common = useTexts(commonTexts);
  return (field: string, text: string): string => {
    const type = field === 'type' && patentTypes.find((one) => one === text);
    const status = field === 'legalStatus' && legalStatuses.find((one) => one === text);
    return type ? common(`patentType.${type}`) : status ? common(`legalStatus.${status}`) : text;
  };
}
