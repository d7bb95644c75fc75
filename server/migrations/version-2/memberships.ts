import type { RawDocument } from '../../platform/database/mongo.ts';
import { forEach } from '../parts.ts';

/** In version 1 a person had one membership, whose id was the person's; now its id has person and organisation. */
const keyedByBoth = ({ _id: userId, organisationId, role, joinedAt }: RawDocument): RawDocument => ({
  _id: `${userId}:${String(organisationId)}`,
  ...{ v: 1, userId, organisationId, role, unitId: null, since: joinedAt, until: null },
});

export const memberships = [
  forEach('memberships are of a person and an organisation', 'memberships', async (membership, raw) => {
    if ('userId' in membership) return; // made by an earlier batch
    await raw('memberships').create([keyedByBoth(membership)]);
    await raw('memberships').deleteOne({ _id: membership._id });
  }),
  forEach('experts are people, not organisations', 'organisations', async ({ kind, name }) => {
    if (kind === 'expert')
      throw new Error(`${String(name)} is registered as an expert: suspend it or give it another kind`);
    return Promise.resolve();
  }),
  forEach('what is watched remembers for whom', 'watches', async ({ _id, userId }, raw) => {
    const membership = await raw('memberships').findOne({ userId }).lean<RawDocument | null>();
    await raw('watches').updateOne({ _id }, { $set: { organisationId: membership?.['organisationId'] ?? null } });
  }),
];
