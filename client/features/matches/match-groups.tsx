import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { Button } from 'antd';
import { Shown } from '../../components/shown.tsx';
import { paths } from '../../lib/paths.ts';
import { read } from '../../lib/query.ts';
import { useTexts } from '../../lib/texts.ts';
import { useFilters } from '../../lib/use-filters.ts';
import { type Group, type ListName, percent } from './match.ts';
import { MatchList, NoPairs } from './match-list.tsx';
import { matchesTexts } from './matches.texts.ts';
import { useFound } from './use-found.ts';

type GroupsProps = Readonly<{ by: 'patent' | 'need'; of: Exclude<ListName, 'mine'> }>;

/** The pairs of a list by their patent or need; each opens to its own list. */
export function MatchGroups({ by, of }: GroupsProps) {
  const { isEmpty } = useFilters();
  const query = useQuery(read('matches.groups', { query: { ...useFound({}), by } }));
  return (
    <Shown query={query}>
      {({ groups }) =>
        groups.length === 0 ? (
          <NoPairs of={of} isNarrowed={!isEmpty} />
        ) : (
          groups.map((group) => <GroupCard key={group.id} group={group} by={by} of={of} />)
        )
      }
    </Shown>
  );
}

function GroupCard({ group, by, of }: GroupsProps & Readonly<{ group: Group }>) {
  const say = useTexts(matchesTexts);
  const [isOpen, setIsOpen] = useState(false);
  const { id, title, count, pushed, best } = group;
  return (
    <article className="card">
      <div className="row">
        <div className="grow">
          <Link className="item-title" to={by === 'patent' ? paths.patent(id) : paths.need(id)}>
            {title}
          </Link>
          <p className="muted small">
            {[
              say('group', { count }),
              ...(best === null ? [] : [say('groupBest', { percent: percent(best) })]),
              ...(pushed > 0 ? [say('groupPushed', { pushed })] : []),
            ].join(' · ')}
          </p>
        </div>
        <Button aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {say(isOpen ? 'close' : 'open')}
        </Button>
      </div>
      {isOpen && (
        <div className="stack-tight">
          <MatchList of={of} {...(by === 'patent' ? { patentId: id } : { needId: id })} />
        </div>
      )}
    </article>
  );
}
