import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Card, Page } from '../../components/page.tsx';
import { Shown } from '../../components/shown.tsx';
import { currentLanguage } from '../../lib/language.ts';
import { lawFor } from '../../lib/law.ts';
import { placeName } from '../../lib/places.ts';
import { read } from '../../lib/query.ts';
import { useMe } from '../../lib/session.ts';
import { useTexts } from '../../lib/texts.ts';
import { decides } from '../../lib/viewer.ts';
import { parametersTexts } from './parameters.texts.ts';
import { type Parameter, textKey } from './parameter.ts';
import { SetParameter } from './set-parameter.tsx';

/** What holds where and since when, with its source; authorities set it for their place. */
export function Component() {
  const say = useTexts(parametersTexts);
  const me = useMe();
  const query = useQuery(read('parameters.list'));
  const [setting, setSetting] = useState<Parameter | null>(null);
  const maySet = decides(me);
  const rowsOf = (parameter: Parameter) => {
    const { key, values } = parameter;
    const what = say(textKey(key));
    return values.map(({ id, value, place, effectiveFrom, source }, index) => (
      <tr key={id ?? `${key} ${index}`}>
        {index === 0 && (
          <th scope="row" rowSpan={values.length} style={{ minWidth: 180 }}>
            {what}
          </th>
        )}
        <td>
          <strong className="amount">{valueText(value)}</strong>
        </td>
        <td>{placeName(place)}</td>
        <td className="amount">{effectiveFrom}</td>
        <td className="muted" style={{ minWidth: 260 }}>
          {lawFor(currentLanguage(), source)}
        </td>
        {maySet && index === 0 && (
          <td rowSpan={values.length}>
            <Button size="small" aria-label={say('setFor', { what })} onClick={() => setSetting(parameter)}>
              {say('set')}
            </Button>
          </td>
        )}
      </tr>
    ));
  };
  return (
    <Page title={say('title')} lead={say('lead')} wide>
      <Shown query={query}>
        {({ items }) => (
          <Card>
            <div className="scroll-x" tabIndex={0} role="region" aria-label={say('title')}>
              <table>
                <thead>
                  <tr>
                    <th>{say('parameter')}</th>
                    <th>{say('value')}</th>
                    <th>{say('place')}</th>
                    <th>{say('from')}</th>
                    <th>{say('source')}</th>
                    {maySet && <th aria-label={say('set')} />}
                  </tr>
                </thead>
                <tbody>{items.map((parameter) => rowsOf(parameter))}</tbody>
              </table>
            </div>
          </Card>
        )}
      </Shown>
      {setting && <SetParameter parameter={setting} onClose={() => setSetting(null)} />}
    </Page>
  );
}

const valueText = (value: Parameter['values'][number]['value']): string =>
  typeof value === 'string' ? value.replace(/\B(?=(\d{3})+\.)/g, ',') : String(value);
