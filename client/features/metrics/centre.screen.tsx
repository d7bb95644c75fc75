import { useParams } from 'react-router';
import { CentreFigures } from './centre-figures.tsx';

/** The figures of any centre the user may see. */
export function Component() {
  const { centreId = '' } = useParams();
  return <CentreFigures centreId={centreId} />;
}
