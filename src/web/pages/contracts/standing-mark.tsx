// How an agreement stands, by shape, colour and word.
import { useContractsText } from '../../text/contracts-text.ts';
import type { Standing } from './mesh.ts';

export function StandingMark({ standing }: { readonly standing: Standing }) {
  const text = useContractsText();
  return (
    <span className={`standing standing-${standing}`}>
      <svg className="standing-line" viewBox="0 0 28 8" aria-hidden="true" focusable="false">
        <path d="M1 4H27" className={`mesh-line mesh-${standing}`} />
      </svg>
      {text.standing[standing]}
    </span>
  );
}
