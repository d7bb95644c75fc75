import highs from 'highs';

/** The part of HiGHS that is used. */
interface Highs {
  solve(
    program: string,
    options: { output_flag: boolean; time_limit: number },
  ): { Status: string; Columns: Readonly<Record<string, { readonly Primal?: number }>> };
}

// The package declares itself as CommonJS, so NodeNext takes its default export for a namespace.
const loadHighs = highs as unknown as () => Promise<Highs>;

/** A linear program over variables in [0, 1]: maximise the objective, each row at most its bound. */
export interface Program {
  readonly objective: readonly number[];
  readonly rows: readonly {
    readonly terms: readonly (readonly [variable: number, factor: number])[];
    readonly atMost: number;
  }[];
  /** Whether variables must be integers; unnecessary where the vertices are integral anyway. */
  readonly whole: boolean;
}

export interface Solved {
  readonly values: readonly number[];
  /** Whether no better solution exists (for integer programs within the solver's gap of 1e-4). */
  readonly isOptimal: boolean;
}

/** Solves with HiGHS (compiled to WebAssembly). Undefined when time ran out before any solution. */
export async function solve(program: Program, seconds: number): Promise<Solved | undefined> {
  if (program.objective.length === 0) return { values: [], isOptimal: true };
  const solver = await loadHighs();
  const result = solver.solve(textOf(program), { output_flag: false, time_limit: seconds });
  const values = program.objective.map((_, i) => result.Columns[`x${i}`]?.Primal);
  if (values.some((value) => value === undefined || !Number.isFinite(value))) return undefined;
  return { values: values.map((value) => value ?? 0), isOptimal: result.Status === 'Optimal' };
}

/** The program in CPLEX LP format, with few terms per line. */
function textOf({ objective, rows, whole }: Program): string {
  const sum = (terms: readonly (readonly [number, number])[]) =>
    terms
      .map(
        ([variable, factor], i) =>
          `${factor < 0 ? '-' : '+'} ${Math.abs(factor)} x${variable}${i % 8 === 7 ? '\n' : ''}`,
      )
      .join(' ');
  const names = objective.map((_, i) => `x${i}${i % 8 === 7 ? '\n' : ''}`).join(' ');
  return [
    'Maximize',
    `obj: ${sum(objective.map((weight, i) => [i, weight]))}`,
    'Subject To',
    ...rows.map(({ terms, atMost }, i) => `r${i}: ${sum(terms)} <= ${atMost}`),
    'Bounds',
    ...objective.map((_, i) => `0 <= x${i} <= 1`),
    ...(whole ? ['Binaries', names] : []),
    'End',
  ].join('\n');
}
