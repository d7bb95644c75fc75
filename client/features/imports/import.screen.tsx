import { type ReactNode, useEffect, useState } from 'react';
import { Link, useParams } from 'react-router';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Popconfirm } from 'antd';
import type { Output } from '../../../server/api/operations.ts';
import { Card, Page } from '../../components/page.tsx';
import { ProblemNote } from '../../components/problem-view.tsx';
import { Shown } from '../../components/shown.tsx';
import { useCommand } from '../../lib/command.ts';
import { formatCount, formatInstant } from '../../lib/format.ts';
import { paths } from '../../lib/paths.ts';
import { forget, read } from '../../lib/query.ts';
import { download } from '../../lib/save-file.ts';
import { useStream } from '../../lib/socket.ts';
import { useTexts } from '../../lib/texts.ts';
import { ColumnsCard, isOtherwise, takenFields } from './columns-card.tsx';
import { ImportTag } from './import-tag.tsx';
import { importsTexts } from './imports.texts.ts';
import { RowsCard } from './rows-card.tsx';

type Import = Output<'imports.get'>;
const isUnderWay = (state: Import['state']) => state === 'reading' || state === 'running' || state === 'undoing';

/** One import: columns, preview and progress. Its state is on the server, so a reload loses nothing. */
export function Component() {
  const { importId = '' } = useParams();
  useStream(`import:${importId}`); // colleagues may correct the same list
  const query = useQuery({
    ...read('imports.get', { params: { importId } }),
    refetchInterval: ({ state }) => (state.data && !isUnderWay(state.data.state) ? false : 700),
  });
  return <Shown query={query}>{(one) => <ImportPage one={one} />}</Shown>;
}

/** Highlights counts that need attention and mutes zeros. */
const tileOf = (name: string, count: number): string =>
  count === 0
    ? 'tile tile-zero'
    : name === 'refused'
      ? 'tile tile-bad'
      : ['doubles', 'foreign', 'noted'].includes(name)
        ? 'tile tile-wait'
        : 'tile';

function ImportPage({ one }: Readonly<{ one: Import }>) {
  const say = useTexts(importsTexts);
  const start = useCommand('imports.start');
  const cancel = useCommand('imports.cancel');
  const good = one.preview.new + one.preview.changed;
  const isOver = ['done', 'cancelled', 'undoing', 'undone'].includes(one.state);
  const undo = useCommand('imports.undo');
  const [chosen, setChosen] = useState<readonly (string | null)[] | null>(null);
  const fields = chosen ?? takenFields(one.format);
  const isUnread = one.allowed.includes('readAs') && isOtherwise(fields, one.format);
  // rows that were asked for while the file was being read are those of that moment
  useEffect(() => void forget(['imports.rows']), [one.version, one.state]);
  useEffect(() => {
    if (one.state === 'reading') setChosen(null); // what was chosen is now what is read
  }, [one.state]);
  const params = { importId: one.id };
  const problems = useMutation({ mutationFn: () => download('imports.problems', { params }) });
  return (
    <Page
      title={one.fileName}
      lead={<ImportTag state={one.state} />}
      actions={<Link to={paths.imports()}>{say('again')}</Link>}
    >
      {one.refusal && <div className="note note-bad">{one.refusal}</div>}
      {isUnderWay(one.state) && (
        <Card>
          <p>
            <strong>{say(`state.${one.state}`)}</strong> ·{' '}
            {say('progress', { done: formatCount(one.progress.done), total: formatCount(one.progress.total) })}
          </p>
          <div
            className="bar"
            role="progressbar"
            aria-label={say(`state.${one.state}`)}
            aria-valuemin={0}
            aria-valuemax={100}
            aria-valuenow={one.progress.percent}
          >
            <span style={{ width: `${one.progress.percent}%` }} />
          </div>
          <p className="muted">{say('survive')}</p>
        </Card>
      )}
      <Card
        title={say('preview')}
        aside={
          <Button
            size="small"
            disabled={one.preview.refused + one.preview.noted + one.written.refused === 0}
            loading={problems.isPending}
            onClick={() => problems.mutate()}
          >
            {say('problems')}
          </Button>
        }
      >
        <div className="tiles preview">
          {(['rows', 'new', 'changed', 'unchanged', 'refused', 'doubles', 'foreign', 'noted'] as const).map((name) => (
            <div key={name} className={tileOf(name, one.preview[name])}>
              <span className="muted small">{say(`count.${name}`)}</span>
              <strong className="amount">{formatCount(one.preview[name])}</strong>
            </div>
          ))}
        </div>
        <div className="row">
          {one.allowed.includes('start') && (
            <Button
              type="primary"
              loading={start.isPending}
              disabled={isUnread}
              onClick={() => start.mutate({ params, body: { expectedVersion: one.version } })}
            >
              {say('start', { count: good })}
            </Button>
          )}
          {isUnread && <span className="field-error">{say('readFirst')}</span>}
          {one.allowed.includes('cancel') && (
            <Button danger loading={cancel.isPending} onClick={() => cancel.mutate({ params, body: {} })}>
              {say('cancel')}
            </Button>
          )}
          {one.state === 'previewed' && !one.allowed.includes('start') && <span>{say('nothing')}</span>}
        </div>
        <ProblemNote error={start.error ?? cancel.error ?? problems.error} />
      </Card>
      {isOver && (
        <Written one={one}>
          {one.allowed.includes('undo') && (
            <div className="row">
              <Popconfirm
                title={say('undoAsk')}
                onConfirm={() => undo.mutate({ params, body: { expectedVersion: one.version } })}
                okText={say('undo')}
              >
                <Button danger loading={undo.isPending}>
                  {say('undo')}
                </Button>
              </Popconfirm>
              {one.undoUntil && <span className="muted">{say('undoUntil', { at: formatInstant(one.undoUntil) })}</span>}
            </div>
          )}
          {one.undone && (
            <p>
              {say('undone', {
                removed: formatCount(one.undone.removed),
                restored: formatCount(one.undone.restored),
                kept: formatCount(one.undone.kept),
              })}
            </p>
          )}
          <ProblemNote error={undo.error} />
        </Written>
      )}
      {one.format && <ColumnsCard one={one} format={one.format} fields={fields} setFields={setChosen} />}
      {one.state !== 'reading' && one.state !== 'refused' && <RowsCard one={one} isOver={isOver} />}
    </Page>
  );
}

function Written({ one, children }: Readonly<{ one: Import; children: ReactNode }>) {
  const say = useTexts(importsTexts);
  return (
    <Card
      title={say('written')}
      aside={
        <Link to={one.subject === 'patents' ? paths.myPatents() : paths.myNeeds()}>
          {one.subject === 'patents' ? say('toPatents') : say('toNeeds')}
        </Link>
      }
    >
      <div className="tiles">
        {(['created', 'changed', 'unchanged', 'refused'] as const).map((name) => (
          <div key={name} className={tileOf(name, one.written[name])}>
            <span className="muted small">{say(`writtenCount.${name}`)}</span>
            <strong className="amount">{formatCount(one.written[name])}</strong>
          </div>
        ))}
      </div>
      {children}
    </Card>
  );
}
