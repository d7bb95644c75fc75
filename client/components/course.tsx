import './course.css';

/** A process as a row of steps, with the current one marked. */
export function Course<Step extends string>({
  steps,
  at,
  name,
}: Readonly<{ steps: readonly Step[]; at: string; name: (step: Step) => string }>) {
  const reached = steps.findIndex((step) => step === at);
  return (
    <ol className="course">
      {steps.map((step, index) => (
        <li
          key={step}
          className={index < reached ? 'past' : ''}
          {...(index === reached ? { 'aria-current': 'step' as const } : {})}
        >
          {name(step)}
        </li>
      ))}
    </ol>
  );
}
