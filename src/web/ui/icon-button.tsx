// A button that shows only a sign; its name is said to who cannot see it and shown to who waits over it.
import { Button as AriaButton, type ButtonProps } from 'react-aria-components';
import { Icon, type IconName } from './icon.tsx';
import './icon-button.css';
import './pressable.css';
import { Tip } from './tip.tsx';

interface Props extends Omit<ButtonProps, 'children' | 'className'> {
  readonly icon: IconName;
  readonly label: string;
}

export function IconButton({ icon, label, ...rest }: Props) {
  return (
    <Tip text={label}>
      <AriaButton {...rest} aria-label={label} className="icon-button">
        <Icon name={icon} />
      </AriaButton>
    </Tip>
  );
}
