import { useEffect, useRef } from 'react';
import { BarChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { routes } from '../../../server/domain/contracts/routes/routes.ts';
import { commonTexts } from '../../lib/common.texts.ts';
import { formatMoney } from '../../lib/format.ts';
import { useTexts } from '../../lib/texts.ts';
import { colourOf } from '../../lib/colour.ts';
import { useIsDark } from '../../lib/use-media.ts';
import { type Cell, sumOf, yearsOf } from './figures.ts';
import { metricsTexts } from './metrics.texts.ts';

use([BarChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

/** One colour per route, distinguishable for colour-blind readers. */
const colours = {
  light: ['#1d4fb8', '#0a8577', '#d98a1f', '#7a4fb5', '#8a96a8'],
  dark: ['#6f9bff', '#35b8a6', '#e6a54a', '#b08ce6', '#98a5b8'],
};

type YearsChartProps = Readonly<{
  cells: readonly Cell[];
  onOpen: (year: number, route: Cell['route']) => void;
}>;

/** Amounts by year, stacked by route. A bar opens its ledger lines, as does the table below. */
export function YearsChart({ cells, onOpen }: YearsChartProps) {
  const say = useTexts(metricsTexts);
  const common = useTexts(commonTexts);
  const isDark = useIsDark();
  const frame = useRef<HTMLDivElement>(null);
  const years = yearsOf(cells).reverse();
  useEffect(() => {
    if (!frame.current) return;
    const [text, line] = [colourOf('ink-soft'), colourOf('line')];
    const chart = init(frame.current, null, { renderer: 'svg' });
    const yuan = (route: string, year: number) =>
      Number(sumOf(cells.filter((cell) => cell.route === route && cell.year === year)).amount); // only for drawing
    const spelled = (value: unknown) => formatMoney({ amount: Number(value).toFixed(2), currency: 'CNY' });
    chart.setOption({
      color: colours[isDark ? 'dark' : 'light'],
      animationDuration: 300,
      textStyle: { fontFamily: 'inherit' },
      grid: { left: 8, right: 8, top: 40, bottom: 8, containLabel: true },
      legend: { top: 0, itemGap: 20, icon: 'roundRect', textStyle: { color: text } },
      tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, valueFormatter: spelled },
      xAxis: { type: 'category', data: years.map(String), axisTick: { show: false }, axisLabel: { color: text } },
      yAxis: {
        type: 'value',
        splitLine: { lineStyle: { color: line } },
        axisLabel: { color: text, formatter: spelled },
      },
      series: routes
        .filter((route) => cells.some((cell) => cell.route === route))
        .map((route) => ({
          type: 'bar',
          id: route,
          name: common(`route.${route}`),
          stack: 'all',
          barMaxWidth: 48,
          cursor: 'pointer',
          data: years.map((year) => yuan(route, year)),
        })),
    });
    chart.on('click', ({ seriesId, name }) => {
      const route = routes.find((one) => one === seriesId);
      if (route) onOpen(Number(name), route);
    });
    const observer = new ResizeObserver(() => chart.resize());
    observer.observe(frame.current);
    return () => {
      observer.disconnect();
      chart.dispose();
    };
  });
  const words = years
    .map((year) => `${year}: ${formatMoney(sumOf(cells.filter((cell) => cell.year === year)))}`)
    .join('; ');
  return <div ref={frame} style={{ height: 260 }} role="img" aria-label={`${say('chart')} — ${words}`} />;
}
