import { join } from 'node:path';
import { commandsOf, type ProcessTable } from '../server/domain/process.ts';
import { definitionOf } from '../server/domain/parameters.ts';
import { processes } from '../server/domain/processes.ts';
import { installationFolder } from '../server/platform/config.ts';
import { keepDerived } from './lib/derived.ts';
import { commandLine } from './lib/options.mjs';

const { values } = commandLine({
  call: 'npm run processes --',
  does: 'Draws every process in server/domain/PROCESSES.md, from the tables themselves.',
  options: { check: { type: 'boolean', default: false, does: 'only says whether the file is up to date' } },
});

type AnyTable = ProcessTable<string, string, string, string>;

/** An arrow per pair of states, labelled with its commands; those that keep the state are in the table below. */
function diagram({ initial, final, states, table }: AnyTable): string[] {
  const arrows = new Map<string, string[]>();
  for (const [command, { by, from, to }] of Object.entries(table))
    for (const state of from)
      for (const { state: next, when } of to) {
        if (next === 'same' || next === state) continue;
        const arrow = `${state} --> ${next}`;
        const said = `${command}${when ? ` [${when}]` : ''} (${by.join(', ')})`;
        arrows.set(arrow, [...(arrows.get(arrow) ?? []), said]);
      }
  return [
    '```mermaid',
    'stateDiagram-v2',
    `  [*] --> ${initial}`,
    ...[...arrows].map(([arrow, commands]) => `  ${arrow}: ${commands.join('<br>')}`),
    ...states.filter((state) => final.includes(state)).map((state) => `  ${state} --> [*]`),
    '```',
  ];
}

function commands(process: AnyTable): string[] {
  const rows = commandsOf(process).map((command) => {
    const { by, from, to, restarts } = process.table[command] ?? { by: [], from: [], to: [] };
    const targets = to.map(({ state, when }) => `${state === 'same' ? 'the same' : state}${when ? ` if ${when}` : ''}`);
    const after = restarts ? '; its term begins anew' : '';
    return `| ${command} | ${by.join(', ')} | ${from.join(', ')} | ${targets.join(', else ')}${after} |`;
  });
  return ['| command | given by | from | leads to |', '|---|---|---|---|', ...rows];
}

function deadlines({ after = {}, until = {} }: AnyTable): string[] {
  const terms = Object.entries(after).flatMap(([state, term]) => {
    if (!term) return [];
    const { days, counting, command } = term;
    return `- **${state}**: after \`${days}\` ${counting} days (${definitionOf(days).what}) the system gives \`${command}\`.`;
  });
  const own = Object.entries(until).map(
    ([day, command]) => `- Once its last day \`${day}\` has passed the system gives \`${command}\`.`,
  );
  return terms.length + own.length > 0 ? ['', ...terms, ...own] : [];
}

const chapter = (process: AnyTable) =>
  [`## ${process.name}`, '', ...diagram(process), '', ...commands(process), ...deadlines(process)].join('\n');
const head = `# Processes

Derived from the tables (\`processes.ts\`) by \`npm run processes\`; do not edit. A guard in brackets must hold; roles stand in
parentheses; commands that keep the state have no arrow.`;

keepDerived(
  join(installationFolder, 'server/domain/PROCESSES.md'),
  `${[head, ...processes.map(chapter)].join('\n\n')}\n`,
  {
    check: values.check,
    command: 'npm run processes',
  },
);
