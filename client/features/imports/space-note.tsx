import { useQuery } from '@tanstack/react-query';
import { formatCount } from '../../lib/format.ts';
import { read } from '../../lib/query.ts';
import { useTexts } from '../../lib/texts.ts';
import { importsTexts } from './imports.texts.ts';

const megabytes = (bytes: number): string => formatCount(Math.ceil(bytes / 2 ** 20));

/** How much of its space for files the organisation has used. */
export function SpaceNote() {
  const say = useTexts(importsTexts);
  const { data } = useQuery(read('files.space'));
  if (!data) return null;
  const { usedBytes, allowedBytes } = data;
  return (
    <span className="muted small">
      {say('space', { used: megabytes(usedBytes), allowed: megabytes(allowedBytes) })}
    </span>
  );
}
