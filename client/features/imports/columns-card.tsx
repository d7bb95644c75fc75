import { Button, Select } from 'antd';
import type { Output } from '../../../server/api/operations.ts';
import { Card } from '../../components/page.tsx';
import { ProblemNote } from '../../components/problem-view.tsx';
import { useCommand } from '../../lib/command.ts';
import { formatCount } from '../../lib/format.ts';
import { useTexts } from '../../lib/texts.ts';
import './imports.css';
import { importsTexts, isKnownField } from './imports.texts.ts';

type Import = Output<'imports.get'>;
type Fields = readonly (string | null)[];
type ColumnsCardProps = Readonly<{
  one: Import;
  format: NonNullable<Import['format']>;
  /** What the user says the columns are; not read again yet where it differs from `format`. */
  fields: Fields;
  setFields: (fields: Fields) => void;
}>;

export const takenFields = (format: Import['format']): Fields => format?.columns.map(({ field }) => field) ?? [];
export const isOtherwise = (fields: Fields, format: Import['format']): boolean =>
  takenFields(format).some((field, at) => field !== fields[at]);

/** The field assigned to each column, with samples of it. The user may change it; the file is then read again. */
export function ColumnsCard({ one, format, fields, setFields }: ColumnsCardProps) {
  const say = useTexts(importsTexts);
  const readAs = useCommand('imports.readAs');
  const mayChange = one.allowed.includes('readAs');
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
      {format.isRemembered && <p className="note">{say('remembered')}</p>}
      {mayChange && <p className="muted">{say('columnsHint')}</p>}
      <ul className="columns">
        {format.columns.map(({ header, samples }, at) => {
          const field = fields[at] ?? null;
          if (header === '' && samples.length === 0 && field === null) return null;
          return (
            <li key={at} className={field === null ? 'column column-ignored' : 'column'}>
              <span>
                <span className="column-header">{header || say('noHeader')}</span>
                <span className="column-samples muted small">
                  {samples.length > 0 ? samples.join(' · ') : say('noSamples')}
                </span>
              </span>
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
      {isOtherwise(fields, format) && (
        <div className="row">
          <Button
            type="primary"
            loading={readAs.isPending}
            disabled={!fields.includes('title')}
            onClick={() =>
              readAs.mutate({
                params: { importId: one.id },
                body: { expectedVersion: one.version, fields: [...fields] },
              })
            }
          >
            {say('readAgain')}
          </Button>
          <Button onClick={() => setFields(takenFields(format))}>{say('columnsBack')}</Button>
          {!fields.includes('title') && <span className="field-error">{say('titleNeeded')}</span>}
        </div>
      )}
      <ProblemNote error={readAs.error} />
      <LeftOut format={format} />
    </Card>
  );
}

/** What of the file was not read, or is no entry. */
function LeftOut({ format }: Pick<ColumnsCardProps, 'format'>) {
  const say = useTexts(importsTexts);
  const { unread, passedOver, passedOverCount } = format;
  return (
    <>
      {unread.map(({ sheet, rows, isHidden }) => (
        <p key={sheet} className="note note-wait">
          {say(isHidden ? 'unreadHidden' : 'unread', { sheet, rows: formatCount(rows) })}
        </p>
      ))}
      {passedOverCount > 0 && (
        <details>
          <summary>{say('passedOver', { count: passedOverCount })}</summary>
          <ul>
            {passedOver.map(({ row, why, text }) => (
              <li key={row} className="small">
                {say('passedOverRow', { row, why: say(`aside.${why}`), text })}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
