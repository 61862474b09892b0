// A line or a block to write into, with its label, its help and its fault.
import type { ReactNode } from 'react';
import { TextField as AriaTextField, FieldError, Input, Label, Text, TextArea } from 'react-aria-components';
import './field.css';

interface Props {
  readonly label: ReactNode;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly help?: ReactNode;
  readonly fault?: string | undefined;
  readonly placeholder?: string;
  readonly isRequired?: boolean;
  readonly isReadOnly?: boolean;
  readonly isDisabled?: boolean;
  readonly isLabelHidden?: boolean;
  /** More than one: a block of so many lines. */
  readonly lines?: number;
  readonly type?: 'text' | 'email' | 'tel' | 'url' | 'search';
  readonly lang?: string;
  readonly autoFocus?: boolean;
}

export function TextField({
  label,
  value,
  onChange,
  help,
  fault,
  placeholder,
  isRequired = false,
  isReadOnly = false,
  isDisabled = false,
  isLabelHidden = false,
  lines = 1,
  type = 'text',
  lang,
  autoFocus = false,
}: Props) {
  const shared = {
    className: 'field-input',
    ...(placeholder !== undefined && { placeholder }),
    ...(lang !== undefined && { lang }),
  };
  return (
    <AriaTextField
      className="field"
      value={value}
      onChange={onChange}
      isRequired={isRequired}
      isReadOnly={isReadOnly}
      isDisabled={isDisabled}
      isInvalid={fault !== undefined}
      type={type}
      validationBehavior="aria"
      autoFocus={autoFocus}
    >
      <Label className={isLabelHidden ? 'heard-only' : 'field-label'}>
        {label}
        {isRequired ? (
          <span aria-hidden="true" className="field-must">
            {' '}
            *
          </span>
        ) : null}
      </Label>
      {lines > 1 ? <TextArea {...shared} rows={lines} /> : <Input {...shared} />}
      {help === undefined ? null : (
        <Text slot="description" className="field-help">
          {help}
        </Text>
      )}
      <FieldError className="field-fault">{fault}</FieldError>
    </AriaTextField>
  );
}
