import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Card, Page } from '../../components/page.tsx';
import { Shown } from '../../components/shown.tsx';
import { placeName } from '../../lib/places.ts';
import { read } from '../../lib/query.ts';
import { useMe } from '../../lib/session.ts';
import { useTexts } from '../../lib/texts.ts';
import { parametersTexts } from './parameters.texts.ts';
import { type Parameter, textKey } from './parameter.ts';
import { SetParameter } from './set-parameter.tsx';

/** What holds where and since when, with its source; authorities set it for their place. */
export function Component() {
  const say = useTexts(parametersTexts);
  const me = useMe();
  const query = useQuery(read('parameters.list'));
  const [setting, setSetting] = useState<Parameter | null>(null);
  const maySet = Boolean(me?.isAdministrator) || me?.organisation?.kind === 'authority';
  return (
    <Page title={say('title')} lead={say('lead')}>
      <Shown query={query}>
        {({ items }) => (
          <div className="stack">
            {items.map((parameter) => (
              <Card
                key={parameter.key}
                title={say(textKey(parameter.key))}
                aside={
                  maySet && (
                    <Button
                      size="small"
                      aria-label={say('setFor', { what: say(textKey(parameter.key)) })}
                      onClick={() => setSetting(parameter)}
                    >
                      {say('set')}
                    </Button>
                  )
                }
              >
                <div className="scroll-x" tabIndex={0} role="region" aria-label={say(textKey(parameter.key))}>
                  <table>
                    <thead>
                      <tr>
                        <th>{say('value')}</th>
                        <th>{say('place')}</th>
                        <th>{say('from')}</th>
                        <th>{say('source')}</th>
                      </tr>
                    </thead>
                    <tbody>
                      {parameter.values.map((entry, index) => (
                        <tr key={entry.id ?? index}>
                          <td>
                            <strong className="amount">{valueText(entry.value) || say('none')}</strong>
                          </td>
                          <td>{placeName(entry.place)}</td>
                          <td className="amount">{entry.effectiveFrom}</td>
                          <td className="muted">{entry.source}</td>
                        </tr>
                      ))}
                    </tbody>
                  </table>
                </div>
              </Card>
            ))}
          </div>
        )}
      </Shown>
      {setting && <SetParameter parameter={setting} onClose={() => setSetting(null)} />}
    </Page>
  );
}

const valueText = (value: Parameter['values'][number]['value']): string =>
  Array.isArray(value)
    ? value.join(', ')
    : typeof value === 'string'
      ? value.replace(/\B(?=(\d{3})+\.)/g, ',')
      : String(value);
