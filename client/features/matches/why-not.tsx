import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Card } from '../../components/page.tsx';
import { SearchBox } from '../../components/search-box.tsx';
import { Shown } from '../../components/shown.tsx';
import { read } from '../../lib/query.ts';
import { useTexts } from '../../lib/texts.ts';
import { matchesTexts } from './matches.texts.ts';
import { PlacementNote } from './placement-note.tsx';

const offered = 5;

/** Answers "why is X not in this list?": the user searches a patent or need and sees the gate or score that keeps it out. */
export function WhyNot(of: Readonly<{ needId: string } | { patentId: string }>) {
  const say = useTexts(matchesTexts);
  const [text, setText] = useState('');
  const [asked, setAsked] = useState<string | null>(null);
  const isForNeed = 'needId' in of;
  const query = { text, limit: offered };
  const isTyped = text.trim() !== '';
  const patents = useQuery({ ...read('search.patents', { query }), enabled: isTyped && isForNeed });
  const needs = useQuery({ ...read('search.needs', { query }), enabled: isTyped && !isForNeed });
  const found = (isForNeed ? patents : needs).data?.items ?? [];
  return (
    <Card title={say(isForNeed ? 'whyNot.patent' : 'whyNot.need')}>
      <p className="muted">{say('whyNot.hint')}</p>
      <SearchBox label={say('whyNot.search')} value={text} onChange={setText} />
      {isTyped && (isForNeed ? patents : needs).isSuccess && found.length === 0 && (
        <p className="muted">{say('whyNot.none')}</p>
      )}
      <ul className="stack-tight">
        {isTyped &&
          found.map(({ id, title }) => (
            <li key={id} className="stack-tight">
              <div className="row">
                <span className="grow">{title}</span>
                <Button size="small" aria-expanded={asked === id} onClick={() => setAsked(asked === id ? null : id)}>
                  {say('whyNot.ask')}
                </Button>
              </div>
              {asked === id && <Answer {...(isForNeed ? { ...of, patentId: id } : { ...of, needId: id })} />}
            </li>
          ))}
      </ul>
    </Card>
  );
}

function Answer(pair: Readonly<{ needId: string; patentId: string }>) {
  const query = useQuery(read('matches.explain', { params: pair }));
  return <Shown query={query}>{({ placement }) => <PlacementNote placement={placement} isAsked />}</Shown>;
}
