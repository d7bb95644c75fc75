import { existsSync, readFileSync } from 'node:fs';
import { readIndustries } from '../../../matching/index.ts';
import type { Body, Output } from '../../api/operations.ts';
import type { Actor } from '../../domain/actors.ts';
import { DomainError } from '../../domain/errors.ts';
import { concerning } from '../../domain/event.ts';
import { actingOrganisation } from '../../domain/permissions.ts';
import type { Commands, Outcome } from '../../platform/events/commands.ts';
import type { WeightsStore } from './weights.store.ts';

export type IndustriesPorts = Readonly<{
  store: Pick<WeightsStore, 'industries' | 'saveIndustries'>;
  commands: Commands;
  /** The table of GB/T 4754. */
  file: string;
}>;

const isDivision = (code: string) => /^[A-T]\d{2}$/.test(code);

/** The industries in which a centre works (GB/T 4754): what lies in them it sees first. */
export function industriesService({ store, commands, file }: IndustriesPorts) {
  let names: ReadonlyMap<string, string> | undefined;
  const divisions = (): ReadonlyMap<string, string> =>
    (names ??= new Map(
      (existsSync(file) ? readIndustries(readFileSync(file)) : []).flatMap(({ code, name }) =>
        isDivision(code) ? [[code, name] as const] : [],
      ),
    ));

  return {
    nameOf: (code: string): string => divisions().get(code) ?? code,
    of: async (centreId: string): Promise<readonly string[]> => (await store.industries(centreId))?.industries ?? [],

    industries: async (actor: Actor): Promise<Output<'matching.industries'>> => {
      const { id, memberRole } = actingOrganisation(actor);
      const kept = await store.industries(id);
      return {
        version: kept?.version ?? 0,
        industries: [...(kept?.industries ?? [])],
        choices: Array.from(divisions(), ([code, name]) => ({ code, name })),
        allowed: memberRole === 'admin' ? ['setIndustries'] : [],
      };
    },

    setIndustries: (actor: Actor, body: Body<'matching.setIndustries'>): Promise<Outcome> => {
      const { id: centreId, place } = actingOrganisation(actor);
      const command = { operation: 'matching.setIndustries', stream: `industries:${centreId}`, actor, body };
      return commands.execute(command, async ({ now, version }) => {
        const industries = [...new Set(body.industries)].sort();
        const unknown = industries.find((code) => !divisions().has(code));
        if (unknown !== undefined)
          throw new DomainError('INVALID_INPUT', 'matches.noSuchIndustry', { field: 'industries', code: unknown });
        await store.saveIndustries({ _id: centreId, v: 1, version, industries, updatedAt: now });
        return {
          type: 'industries.set',
          data: { industries },
          concerns: concerning({ organisations: [centreId], place }),
        };
      });
    },
  };
}
