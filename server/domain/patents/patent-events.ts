/** Every event after which what others may see of a patent can differ; whoever keeps copies of patents reads these. */
export const patentEventTypes = [
  'patent.created',
  'patent.revised',
  'patent.stepped',
  'patents.imported',
  'patents.stepped',
  'patents.becameDue',
] as const;

/** The patents that one of these events concerns. */
export function patentIdsOf(event: { stream: string; data: Readonly<Record<string, unknown>> }): string[] {
  if (event.stream.startsWith('patent:')) return [event.stream.slice('patent:'.length)];
  return ['created', 'changed'].flatMap((field) => {
    const ids = event.data[field];
    return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
  });
}
