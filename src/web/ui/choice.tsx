// Boxes to tick and choices of which one holds; a third state says "not known", which is not "no".
import type { ReactNode } from 'react';
import { Checkbox as AriaCheckbox, FieldError, Label, Radio, RadioGroup, Text } from 'react-aria-components';
import './choice.css';
import './field.css';
import { Icon } from './icon.tsx';

interface CheckboxProps {
  readonly children: ReactNode;
  readonly isChosen: boolean;
  readonly onChange: (isChosen: boolean) => void;
  readonly isDisabled?: boolean;
}

export function Checkbox({ children, isChosen, onChange, isDisabled = false }: CheckboxProps) {
  return (
    <AriaCheckbox className="checkbox" isSelected={isChosen} onChange={onChange} isDisabled={isDisabled}>
      <span className="checkbox-box">
        <Icon name="check" />
      </span>
      <span>{children}</span>
    </AriaCheckbox>
  );
}

interface ChoiceProps<V extends string> {
  readonly label: ReactNode;
  readonly value: V;
  readonly options: readonly { readonly value: V; readonly name: ReactNode; readonly note?: ReactNode }[];
  readonly onChange: (value: V) => void;
  readonly help?: ReactNode;
  readonly fault?: string | undefined;
  readonly isDisabled?: boolean;
  readonly isLabelHidden?: boolean;
  /** `row`: side by side, like a switch. */
  readonly manner?: 'row' | 'list';
}

export function Choice<V extends string>({
  label,
  value,
  options,
  onChange,
  help,
  fault,
  isDisabled = false,
  isLabelHidden = false,
  manner = 'row',
}: ChoiceProps<V>) {
  return (
    <RadioGroup
      className="field"
      value={value}
      onChange={(next) => onChange(next as V)}
      isDisabled={isDisabled}
      isInvalid={fault !== undefined}
      orientation={manner === 'row' ? 'horizontal' : 'vertical'}
    >
      <Label className={isLabelHidden ? 'heard-only' : 'field-label'}>{label}</Label>
      <div className={`choice choice-${manner}`}>
        {options.map((one) => (
          <Radio key={one.value} value={one.value} className="choice-one">
            <span className="choice-name">{one.name}</span>
            {one.note === undefined ? null : <span className="soft small">{one.note}</span>}
          </Radio>
        ))}
      </div>
      {help === undefined ? null : (
        <Text slot="description" className="field-help">
          {help}
        </Text>
      )}
      <FieldError className="field-fault">{fault}</FieldError>
    </RadioGroup>
  );
}
