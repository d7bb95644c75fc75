import type { RawDocument } from '../../platform/database/mongo.ts';
import { forEach } from '../parts.ts';

/** A membership was its person's only one and had the person's id; now it is one of a person and an organisation. */
const keyedByBoth = ({ _id: userId, organisationId, role, joinedAt }: RawDocument): RawDocument => ({
  _id: `${userId}:${String(organisationId)}`,
  ...{ v: 1, userId, organisationId, role, unitId: null, since: joinedAt, until: null },
});

export const memberships = [
  forEach('memberships are of a person and an organisation', 'memberships', async (membership, raw) => {
    if ('userId' in membership) return; // one that was made in the batch before
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
