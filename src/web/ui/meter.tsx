// How far something has come: a share of a whole as a bar with its number, or work that goes on.
import { Meter as AriaMeter, Label, ProgressBar } from 'react-aria-components';
import './meter.css';

interface Props {
  readonly label: string;
  /** 0 to 1; null: nobody knows yet how much there is. */
  readonly value: number | null;
  /** The number as its reader writes it, as in `82 %`. */
  readonly shown: string;
  readonly isLabelHidden?: boolean;
  readonly kind?: 'share' | 'work';
}

export function Meter({ label, value, shown, isLabelHidden = false, kind = 'share' }: Props) {
  const inside = (
    <>
      <Label className={isLabelHidden ? 'heard-only' : 'meter-label'}>{label}</Label>
      <span className="meter-number">{shown}</span>
      <span className="meter-track">
        <span
          className={`meter-fill${value === null ? ' meter-fill-open' : ''}`}
          style={{ inlineSize: value === null ? '35%' : `${Math.round(value * 1000) / 10}%` }}
        />
      </span>
    </>
  );
  if (kind === 'share')
    return (
      <AriaMeter className="meter" value={value ?? 0} maxValue={1} valueLabel={shown}>
        {inside}
      </AriaMeter>
    );
  return (
    <ProgressBar
      className="meter"
      value={value ?? 0}
      maxValue={1}
      isIndeterminate={value === null}
      valueLabel={shown}
    >
      {inside}
    </ProgressBar>
  );
}
