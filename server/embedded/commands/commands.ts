/** The commands by name. */
import { admin } from './admin.ts';
import { crud } from './crud.ts';
import type { Command } from './context.ts';

export const COMMANDS: ReadonlyMap<string, Command> = new Map([...Object.entries(crud), ...Object.entries(admin)]);
