import { batteries } from './batteries.ts';
import { chips } from './chips.ts';
import { farming } from './farming.ts';
import { grid } from './grid.ts';
import { materials } from './materials.ts';
import { medicine } from './medicine.ts';
import { robots } from './robots.ts';
import type { Theme } from './theme.ts';
import { water } from './water.ts';

/** Fields of technology for generated patents and needs. */
export const themes: readonly Theme[] = [batteries, robots, water, medicine, chips, farming, materials, grid];
