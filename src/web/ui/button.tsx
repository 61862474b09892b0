// A button in three weights: plain, strong, and quiet.
import { Button as AriaButton, type ButtonProps } from 'react-aria-components';
import './button.css';
import './pressable.css';

interface Props extends ButtonProps {
  readonly weight?: 'plain' | 'strong' | 'quiet';
}

export function Button({ weight = 'plain', ...rest }: Props) {
  return <AriaButton {...rest} className={`button button-${weight}`} />;
}
