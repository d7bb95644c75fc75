import { useState } from 'react';
import { Button, Input } from 'antd';
import type { Output } from '../../../server/api/operations.ts';
import { ProblemNote } from '../../components/problem-view.tsx';
import { useCommand } from '../../lib/command.ts';
import { useTexts } from '../../lib/texts.ts';
import { importsTexts } from './imports.texts.ts';

type Row = Output<'imports.rows'>['items'][number];

/** Texts of a row as the file has them, the whole row on request. */
export function WholeRow({ cells }: Pick<Row, 'cells'>) {
  const say = useTexts(importsTexts);
  if (cells.length === 0) return null;
  return (
    <details>
      <summary className="small">{say('wholeRow', { count: cells.length })}</summary>
      <dl className="row-cells">
        {cells.map(({ place, header, text }) => (
          <div key={place}>
            <dt className="muted">{header || say('noHeader')}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

type MendProps = Readonly<{ importId: string; version: number; row: Row; mayMend: boolean }>;

/** What is wrong in a row, each with the value that is wrong; the value is corrected where it stands. */
export function RowProblems({ importId, version, row, mayMend }: MendProps) {
  const { problems, notes } = row;
  return (
    <>
      {[...problems.map((one) => ({ ...one, isBad: true })), ...notes.map((one) => ({ ...one, isBad: false }))].map(
        ({ message, column, place, text, isBad }, index) => (
          <div key={`${place ?? ''}:${index}`} className={isBad ? 'row-problem row-problem-bad' : 'row-problem'}>
            <div>
              {column && `${column}: `}
              {message}
            </div>
            {place !== null &&
              (mayMend ? (
                <Mend key={text} importId={importId} version={version} row={row} place={place} column={column ?? ''} />
              ) : (
                text !== null && <q>{text}</q>
              ))}
          </div>
        ),
      )}
    </>
  );
}

function Mend({
  importId,
  version,
  row,
  place,
  column,
}: Omit<MendProps, 'mayMend'> & { place: number; column: string }) {
  const say = useTexts(importsTexts);
  const now = row.cells.find((cell) => cell.place === place)?.text ?? '';
  const [text, setText] = useState(now);
  const mend = useCommand('imports.mend');
  const give = () =>
    mend.mutate({ params: { importId, row: row.row }, body: { expectedVersion: version, cells: [{ place, text }] } });
  return (
    <form
      className="row mend"
      onSubmit={(event) => {
        event.preventDefault();
        if (text !== now) give();
      }}
    >
      <Input
        size="small"
        aria-label={say('mendLabel', { row: row.row, column })}
        value={text}
        maxLength={20_000}
        onChange={({ target }) => setText(target.value)}
      />
      {text !== now && (
        <Button size="small" htmlType="submit" loading={mend.isPending}>
          {say('mend')}
        </Button>
      )}
      <ProblemNote error={mend.error} />
    </form>
  );
}
