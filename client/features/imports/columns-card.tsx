import { useState } from 'react';
import { Button, Select } from 'antd';
import type { Output } from '../../../server/api/operations.ts';
import { Card } from '../../components/page.tsx';
import { ProblemNote } from '../../components/problem-view.tsx';
import { useCommand } from '../../lib/command.ts';
import { useTexts } from '../../lib/texts.ts';
import './imports.css';
import { importsTexts, isKnownField } from './imports.texts.ts';

type Import = Output<'imports.get'>;
type ColumnsCardProps = Readonly<{ one: Import; format: NonNullable<Import['format']> }>;

/** The field assigned to each column. The user may change it before the import; the file is then read again. */
export function ColumnsCard({ one, format }: ColumnsCardProps) {
  const say = useTexts(importsTexts);
  const taken = format.columns.map(({ field }) => field);
  const [fields, setFields] = useState(taken);
  const readAs = useCommand('imports.readAs');
  const mayChange = one.allowed.includes('readAs');
  const isChanged = fields.some((field, at) => field !== taken[at]);
  const nameOf = (field: string) => (isKnownField(field) ? say(`fields.${field}`) : field);
  /** A field belongs to one column only: assigning it frees the column that had it. */
  const choose = (at: number, chosen: string) =>
    setFields(fields.map((field, place) => (place === at ? chosen || null : field === chosen ? null : field)));
  return (
    <Card
      title={say('understood')}
      aside={
        <span className="muted small">
          {say('format', {
            kind: format.kind.toUpperCase(),
            encoding: format.encoding ?? format.sheet ?? '',
            row: format.headerRow,
          })}
        </span>
      }
    >
      {mayChange && <p className="muted">{say('columnsHint')}</p>}
      <ul className="columns">
        {format.columns.map(({ header }, at) => {
          const field = fields[at] ?? null;
          return (
            <li key={at} className={field === null ? 'column column-ignored' : 'column'}>
              <span className="column-header">{header || say('noHeader')}</span>
              {mayChange ? (
                <Select
                  aria-label={say('columnFor', { header })}
                  showSearch
                  optionFilterProp="label"
                  value={field ?? ''}
                  onChange={(chosen) => choose(at, chosen)}
                  options={[
                    { value: '', label: say('ignored') },
                    ...format.fields.map((value) => ({ value, label: nameOf(value) })),
                  ]}
                />
              ) : (
                <span className={field === null ? 'muted' : ''}>{field === null ? say('ignored') : nameOf(field)}</span>
              )}
            </li>
          );
        })}
      </ul>
      {isChanged && (
        <div className="row">
          <Button
            type="primary"
            loading={readAs.isPending}
            disabled={!fields.includes('title')}
            onClick={() =>
              readAs.mutate({ params: { importId: one.id }, body: { expectedVersion: one.version, fields } })
            }
          >
            {say('readAgain')}
          </Button>
          <Button onClick={() => setFields(taken)}>{say('columnsBack')}</Button>
          {!fields.includes('title') && <span className="field-error">{say('titleNeeded')}</span>}
        </div>
      )}
      <ProblemNote error={readAs.error} />
    </Card>
  );
}
