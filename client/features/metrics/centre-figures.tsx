import { lazy, Suspense, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Button, Segmented, Select } from 'antd';
import { bases } from '../../../server/domain/contracts/amounts.ts';
import { dealingTexts } from '../../components/dealing.texts.ts';
import { Empty } from '../../components/empty.tsx';
import { Card, Page } from '../../components/page.tsx';
import { Shown } from '../../components/shown.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { StillCounting, useFigures } from '../../components/still-counting.tsx';
import { commonTexts } from '../../lib/common.texts.ts';
import { read } from '../../lib/query.ts';
import { useTexts } from '../../lib/texts.ts';
import { Breakdown } from './breakdown.tsx';
import { type Figures, yearsOf } from './figures.ts';
import { Headline } from './headline.tsx';
import { LinesCard } from './lines-card.tsx';
import { metricsTexts } from './metrics.texts.ts';
import { useAsked } from './use-asked.ts';

const YearsChart = lazy(() => import('./years-chart.tsx').then(({ YearsChart: chart }) => ({ default: chart })));

/** A centre's conversion amounts by basis, year, route and level; each figure opens its ledger lines. */
export function CentreFigures({ centreId }: Readonly<{ centreId: string }>) {
  const say = useTexts(metricsTexts);
  const figures = useFigures(centreId);
  const centre = useQuery(read('organisations.get', { params: { organisationId: centreId } }));
  return (
    <Page
      wide
      title={centre.data ? say('titleOf', { name: centre.data.name }) : say('title')}
      lead={say('lead')}
      actions={figures.data && centre.data && <ExportButton figures={figures.data} centre={centre.data.name} />}
    >
      <Shown query={figures} skeleton={<Skeleton lines={10} height={480} />}>
        {(data) => <Shell figures={data} place={centre.data?.place ?? '000000'} />}
      </Shown>
    </Page>
  );
}

function Shell({ figures, place }: Readonly<{ figures: Figures; place: string }>) {
  const say = useTexts(metricsTexts);
  const years = yearsOf(figures.cells);
  const { basis, year, asked, setBasis, setYear, open, close } = useAsked();
  const cells = figures.cells.filter((cell) => cell.basis === basis);
  return (
    <>
      <StillCounting figures={figures} />
      <Headline
        figures={figures}
        place={place}
        onOpen={(of) => open({ basis: 'completion', year: of, route: null, level: null, isCounted: true })}
      />
      {figures.cells.length === 0 ? (
        <Empty title={say('empty')} text={say('emptyText')} />
      ) : (
        <>
          <div className="row">
            <Segmented
              value={basis}
              onChange={setBasis}
              options={bases.map((one) => ({ value: one, label: say(`basis.${one}`) }))}
            />
            <Select
              aria-label={say('year')}
              style={{ minWidth: 120 }}
              value={year ?? 0}
              onChange={(one) => setYear(one || null)}
              options={[
                { value: 0, label: say('allYears') },
                ...years.map((one) => ({ value: one, label: String(one) })),
              ]}
            />
          </div>
          <Card title={say('chart')}>
            <Suspense fallback={<div style={{ height: 260 }} />}>
              <YearsChart
                cells={cells}
                onOpen={(of, route) => open({ basis, year: of, route, level: null, isCounted: false })}
              />
            </Suspense>
          </Card>
          <Breakdown
            figures={figures}
            shown={{ basis, year }}
            onOpen={(part) => open({ basis, year, ...part, isCounted: false })}
          />
          {asked && <LinesCard centreId={figures.centreId} asked={asked} onClose={close} />}
        </>
      )}
    </>
  );
}

function ExportButton({ figures, centre }: Readonly<{ figures: Figures; centre: string }>) {
  const say = useTexts(metricsTexts);
  const common = useTexts(commonTexts);
  const dealing = useTexts(dealingTexts);
  const [isBusy, setIsBusy] = useState(false);
  const save = async () => {
    setIsBusy(true);
    try {
      const { saveFigures } = await import('./export-figures.ts');
      await saveFigures(figures, centre, { say, common, dealing });
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <Button loading={isBusy} onClick={() => void save()}>
      {isBusy ? say('exporting') : say('export')}
    </Button>
  );
}
