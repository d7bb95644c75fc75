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

/** What is being typed over a cell, and what the cell said when that began. */
type Typing = Readonly<{ text: string; over: string }>;
/** By row and place of the cell. */
export type Typings = Readonly<{
  of: (row: number, place: number) => Typing | undefined;
  set: (row: number, place: number, typing: Typing | undefined) => void;
  placesOf: (row: number) => readonly number[];
}>;

/** What is typed over the cells of an import; it stays while the rows are read anew and whatever list of them is shown. */
export function useTypings(importId: string): Typings {
  const [all, setAll] = useState<Readonly<Record<string, Typing | undefined>>>({});
  const begin = (row: number) => `${importId}:${row}:`;
  return {
    of: (row, place) => all[`${begin(row)}${place}`],
    set: (row, place, typing) => setAll((before) => ({ ...before, [`${begin(row)}${place}`]: typing })),
    placesOf: (row) =>
      Object.entries(all).flatMap(([key, typing]) =>
        typing && key.startsWith(begin(row)) ? [Number(key.slice(begin(row).length))] : [],
      ),
  };
}

type MendProps = Readonly<{ importId: string; version: number; row: Row; mayMend: boolean; typings: Typings }>;

/** What is wrong in a row, each with the value that is wrong; the value is corrected where it stands. */
export function RowProblems({ mayMend, ...mend }: MendProps) {
  const { row, typings } = mend;
  const remarks = [
    ...row.problems.map((one) => ({ ...one, isBad: true })),
    ...row.notes.map((one) => ({ ...one, isBad: false })),
  ];
  const saidOf = (place: number | null, end: number) =>
    remarks.slice(0, end).filter((one) => one.place === place).length;
  // what somebody else corrected meanwhile is not taken from under the hands of whoever types there
  const others = mayMend
    ? typings.placesOf(row.row).filter((place) => !remarks.some((one) => one.place === place))
    : [];
  return (
    <>
      {remarks.map(({ message, column, place, text, isBad }, index) => (
        <div
          key={`${place ?? ''}:${saidOf(place, index)}`}
          className={isBad ? 'row-problem row-problem-bad' : 'row-problem'}
        >
          <div>
            {column && `${column}: `}
            {message}
          </div>
          {place !== null &&
            (mayMend ? <Mend {...mend} place={place} column={column ?? ''} /> : text !== null && <q>{text}</q>)}
        </div>
      ))}
      {others.map((place) => (
        <div key={`${place}:0`} className="row-problem">
          <Mend {...mend} place={place} column={row.cells.find((cell) => cell.place === place)?.header ?? ''} />
        </div>
      ))}
    </>
  );
}

type CellProps = Omit<MendProps, 'mayMend'> & Readonly<{ place: number; column: string }>;

function Mend({ importId, version, row, place, column, typings }: CellProps) {
  const say = useTexts(importsTexts);
  const now = row.cells.find((cell) => cell.place === place)?.text ?? '';
  const typing = typings.of(row.row, place);
  const text = typing?.text ?? now;
  // what is right by now is not corrected any more; what was typed can still be read
  const isOpen = row.problems.length + row.notes.length > 0;
  const set = (next: Typing | undefined) => typings.set(row.row, place, next);
  const mend = useCommand('imports.mend', () => set(undefined));
  const give = () =>
    mend.mutate({ params: { importId, row: row.row }, body: { expectedVersion: version, cells: [{ place, text }] } });
  return (
    <form
      className="row mend"
      onSubmit={(event) => {
        event.preventDefault();
        if (text !== now && isOpen) give();
      }}
    >
      <Input
        size="small"
        aria-label={say('mendLabel', { row: row.row, column })}
        value={text}
        maxLength={20_000}
        onChange={({ target }) => set({ text: target.value, over: typing?.over ?? now })}
      />
      {text !== now && isOpen && (
        <Button size="small" htmlType="submit" loading={mend.isPending}>
          {say('mend')}
        </Button>
      )}
      {typing && typing.over !== now && (
        <span className="small">
          {say('mendMoved', { text: now })}{' '}
          <Button size="small" onClick={() => set(undefined)}>
            {say('mendTaken')}
          </Button>
        </span>
      )}
      <ProblemNote error={mend.error} />
    </form>
  );
}
