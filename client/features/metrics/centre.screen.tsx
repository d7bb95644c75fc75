import { useParams } from 'react-router';
import { CentreFigures } from './centre-figures.tsx';

/** The figures of one centre, for those who may look at them. */
export function Component() {
  const { centreId = '' } = useParams();
  return <CentreFigures centreId={centreId} />;
}
