import { usePlaceName } from '../lib/places.ts';

/** The name of a place, down to its county as soon as the names are loaded. */
export function PlaceName({ of }: Readonly<{ of: string }>) {
  return <>{usePlaceName()(of)}</>;
}
