import { useState } from 'react';
import { Button, Checkbox } from 'antd';
import { ProblemNote } from '../../components/problem-view.tsx';
import { useCommand } from '../../lib/command.ts';
import { formatCount } from '../../lib/format.ts';
import { newId } from '../../lib/ids.ts';
import { tell } from '../../lib/signals.ts';
import { useTexts } from '../../lib/texts.ts';
import type { Patent } from './patent.ts';
import { steps } from './patent-steps.tsx';
import { patentsTexts } from './patents.texts.ts';

/** The limit of one command. */
const mostAtOnce = 500;
type ManyStepsProps = Readonly<{
  shown: readonly Patent[];
  selection: readonly Patent[];
  onChoose: (patents: readonly Patent[]) => void;
}>;

/** Selects all shown patents, and gives one command to those selected patents that allow it. */
export function ManySteps({ shown, selection, onChoose }: ManyStepsProps) {
  const say = useTexts(patentsTexts);
  const [batchId, setBatchId] = useState(newId);
  const command = useCommand('patents.stepMany', (_, { body: { step, patentIds } }) => {
    tell(say('mine.manyDone', { step: say(`step.${step}`), count: formatCount(patentIds.length) }));
    setBatchId(newId());
    onChoose([]);
  });
  const choosable = shown.slice(0, mostAtOnce);
  const isAll = selection.length > 0 && selection.length >= choosable.length;
  const possible = steps
    .map((step) => ({ step, ids: selection.filter(({ allowed }) => allowed.includes(step)).map(({ id }) => id) }))
    .filter(({ ids }) => ids.length > 0);
  return (
    <div className="many row">
      <Checkbox
        checked={isAll}
        indeterminate={selection.length > 0 && !isAll}
        onChange={({ target }) => onChoose(target.checked ? choosable : [])}
      >
        {selection.length > 0
          ? say('mine.chosen', { count: formatCount(selection.length) })
          : say('mine.chooseAll', { count: formatCount(choosable.length) })}
      </Checkbox>
      {possible.map(({ step, ids }) => (
        <Button
          key={step}
          size="small"
          loading={command.isPending && command.variables.body.step === step}
          onClick={() => command.mutate({ body: { id: batchId, expectedVersion: 0, patentIds: ids, step } })}
        >
          {say('mine.many', { step: say(`step.${step}`), count: formatCount(ids.length) })}
        </Button>
      ))}
      <ProblemNote error={command.error} />
    </div>
  );
}
