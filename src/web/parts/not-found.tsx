// What stands at an address where nothing is.
import { useFrameText } from '../text/frame-text.ts';
import { PlaceLink } from './place-link.tsx';

export function NotFound() {
  const text = useFrameText();
  return (
    <div className="face-empty">
      <h1>{text.notFound.title}</h1>
      <p>{text.notFound.lead}</p>
      <PlaceLink to="home">{text.notFound.back}</PlaceLink>
    </div>
  );
}
