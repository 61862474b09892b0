// A day written by hand, year first with any separators; it is put straight when the field is left.
import type { ReactNode } from 'react';
import { readTypedDay } from '../client/days.ts';
import { TextField } from './text-field.tsx';

interface Props {
  readonly label: ReactNode;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly help?: ReactNode;
  readonly fault?: string | undefined;
  readonly placeholder?: string;
  readonly isRequired?: boolean;
}

export function DayField({ value, onChange, ...rest }: Props) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the field inside is left, not the box.
    <div
      className="day-field"
      onBlur={() => {
        const day = readTypedDay(value);
        if (day !== undefined && day !== value) onChange(day);
      }}
    >
      <TextField {...rest} value={value} onChange={onChange} />
    </div>
  );
}
