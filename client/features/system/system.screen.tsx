import { useQuery } from '@tanstack/react-query';
import { Card, Page } from '../../components/page.tsx';
import { Shown } from '../../components/shown.tsx';
import { Tag } from '../../components/tag.tsx';
import { formatAgo } from '../../lib/format.ts';
import { read } from '../../lib/query.ts';
import { useTexts } from '../../lib/texts.ts';
import { systemTexts } from './system.texts.ts';

const everyMs = 5_000;
/** The parts that have a name for people; a part that is added to the server shows under its own. */
const named = [
  'database',
  'disk',
  'search',
  'matching',
  'relay',
  'jobs',
  'files',
  'backups',
  'calendar',
  'mail',
  'redis',
] as const;
const nameOf = (part: string) => named.find((name) => name === part);

/** Whether each part of the installation works, in sentences for people who do not know how it is built. */
export function Component() {
  const say = useTexts(systemTexts);
  const query = useQuery({ ...read('system.health'), refetchInterval: everyMs });
  return (
    <Page title={say('title')} lead={say('lead')} wide>
      <Shown query={query}>
        {({ ok, version, parts }) => (
          <Card
            title={<Tag tone={ok ? 'good' : 'bad'}>{say(ok ? 'allWell' : 'notAllWell')}</Tag>}
            aside={<span className="muted small">{say('version', { version })}</span>}
          >
            <div className="scroll-x" tabIndex={0} role="region" aria-label={say('title')}>
              <table>
                <thead>
                  <tr>
                    <th>{say('part')}</th>
                    <th>{say('state')}</th>
                    <th>{say('what')}</th>
                    <th>{say('lastWell')}</th>
                  </tr>
                </thead>
                <tbody>
                  {Object.entries(parts)
                    .sort(([, a], [, b]) => Number(a.ok) - Number(b.ok))
                    .map(([name, part]) => ({ name, part, known: nameOf(name) }))
                    .map(({ name, part, known }) => (
                      <tr key={name}>
                        <th scope="row">{known ? say(`name.${known}`) : name}</th>
                        <td>
                          <Tag tone={part.ok ? 'good' : 'bad'}>{say(part.ok ? 'well' : 'notWell')}</Tag>
                        </td>
                        <td style={{ minWidth: 260 }}>{part.detail}</td>
                        <td className="muted">
                          {part.ok ? say('now') : part.lastWellAt ? formatAgo(part.lastWellAt) : say('never')}
                        </td>
                      </tr>
                    ))}
                </tbody>
              </table>
            </div>
          </Card>
        )}
      </Shown>
    </Page>
  );
}
