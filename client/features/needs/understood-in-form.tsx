import { selectIn, UnderstoodChips } from '../../components/understood-chips.tsx';
import type { Understood } from '../../components/understood.ts';
import type { Entry } from './entry.ts';
import { isEntered, partOf } from './understood.ts';

type ReadingProps = Readonly<{ value: Entry; change: (part: Partial<Entry>) => void }>;

/** What was understood of the text, beside the fields of the form. */
export function UnderstoodInForm({ value, change }: ReadingProps) {
  const correct = (one: Understood) => {
    const part = partOf(one, value);
    if (part) change(part);
    // the field has its value only after the form was drawn again
    requestAnimationFrame(() => (part ? focusField(one.field) : selectIn(value.text, one.words)));
  };
  return (
    <UnderstoodChips
      text={value.text}
      takenAway={value.notMeant ?? []}
      takeAway={(notMeant) => change({ notMeant })}
      isEntered={(one) => isEntered(one, value)}
      enterOf={(one) => {
        const part = partOf(one, value);
        return part && (() => change(part));
      }}
      correct={correct}
    />
  );
}

const firstOf = { budget: 'budgetFrom', minimumMaturity: 'maturity' } as const;

function focusField(field: Understood['field']): void {
  const name = field in firstOf ? firstOf[field as keyof typeof firstOf] : field;
  const input = document.querySelector<HTMLElement>(`form [name="${name}"], form [data-field="${name}"] input`);
  input?.focus();
}
