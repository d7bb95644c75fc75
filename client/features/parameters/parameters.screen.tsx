import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { DataTable } from '../../components/data-table.tsx';
import { Card, Page } from '../../components/page.tsx';
import { Shown } from '../../components/shown.tsx';
import { formatMoney } from '../../lib/format.ts';
import { currentLanguage } from '../../lib/language.ts';
import { lawFor } from '../../lib/law.ts';
import { PlaceName } from '../../components/place-name.tsx';
import { read } from '../../lib/query.ts';
import { useMe } from '../../lib/session.ts';
import { useTexts } from '../../lib/texts.ts';
import { decides } from '../../lib/viewer.ts';
import { parametersTexts } from './parameters.texts.ts';
import { type Parameter, textKey } from './parameter.ts';
import { SetParameter } from './set-parameter.tsx';

/** All parameters with place, effective date and source; authorities set values for their place. */
export function Component() {
  const say = useTexts(parametersTexts);
  const me = useMe();
  const query = useQuery(read('parameters.list'));
  const [setting, setSetting] = useState<Parameter | null>(null);
  const maySet = decides(me);
  return (
    <Page title={say('title')} lead={say('lead')} wide>
      <Shown query={query}>
        {({ items }) => (
          <Card>
            <DataTable
              label={say('title')}
              rows={items.flatMap((parameter) => parameter.values.map((value, at) => ({ parameter, at, ...value })))}
              keyOf={({ parameter, at }) => `${parameter.key} ${at}`}
              columns={[
                {
                  head: say('parameter'),
                  minWidth: 180,
                  cell: ({ parameter, at }) => (
                    <span className={at === 0 ? '' : 'muted'}>{say(textKey(parameter.key))}</span>
                  ),
                },
                { head: say('value'), cell: ({ value }) => <strong className="amount">{valueText(value)}</strong> },
                { head: say('place'), cell: ({ place }) => <PlaceName of={place} /> },
                { head: say('from'), cell: ({ effectiveFrom }) => <span className="amount">{effectiveFrom}</span> },
                {
                  head: say('source'),
                  minWidth: 260,
                  cell: ({ source }) => <span className="muted">{lawFor(currentLanguage(), source)}</span>,
                },
                {
                  head: say('set'),
                  isHeadHidden: true,
                  cell: ({ parameter, at }) =>
                    maySet &&
                    at === 0 && (
                      <Button
                        size="small"
                        aria-label={say('setFor', { what: say(textKey(parameter.key)) })}
                        onClick={() => setSetting(parameter)}
                      >
                        {say('set')}
                      </Button>
                    ),
                },
              ]}
            />
          </Card>
        )}
      </Shown>
      {setting && <SetParameter parameter={setting} onClose={() => setSetting(null)} />}
    </Page>
  );
}

const valueText = (value: Parameter['values'][number]['value']): string =>
  typeof value === 'string' ? formatMoney({ amount: value, currency: 'CNY' }) : String(value);
