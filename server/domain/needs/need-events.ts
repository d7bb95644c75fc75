/** Every event after which what others may see of a need can differ; whoever keeps copies of needs reads these. */
export const needEventTypes = [
  'need.created',
  'need.revised',
  'need.stepped',
  'needs.imported',
  'needs.expired',
] as const;

/** The needs that one of these events concerns. */
export function needIdsOf(event: { stream: string; data: Readonly<Record<string, unknown>> }): string[] {
  if (event.stream.startsWith('need:')) return [event.stream.slice('need:'.length)];
  return ['created', 'changed'].flatMap((field) => {
    const ids = event.data[field];
    return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
  });
}
