// A choice among few: the machine's own list, which every reader and phone knows.
import { type ReactNode, useId } from 'react';
import './field.css';

interface Props {
  readonly label: ReactNode;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
  readonly isLabelHidden?: boolean;
  readonly isDisabled?: boolean;
  readonly help?: ReactNode;
  readonly fault?: string | undefined;
}

export function Select({
  label,
  value,
  options,
  onChange,
  isLabelHidden = false,
  isDisabled = false,
  help,
  fault,
}: Props) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id} className={isLabelHidden ? 'heard-only' : 'field-label'}>
        {label}
      </label>
      <select
        id={id}
        className="field-input"
        value={value}
        disabled={isDisabled}
        aria-invalid={fault !== undefined || undefined}
        aria-describedby={help === undefined && fault === undefined ? undefined : `${id}-help`}
        onChange={(event) => onChange(event.target.value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      {help === undefined && fault === undefined ? null : (
        <p id={`${id}-help`} className={fault === undefined ? 'field-help' : 'field-fault'}>
          {fault ?? help}
        </p>
      )}
    </div>
  );
}
