// A menu under a button: what can be done here, with the reason where something cannot.
import type { ReactNode } from 'react';
import { Menu as AriaMenu, Button, MenuItem, MenuTrigger, Popover, Text } from 'react-aria-components';
import { Icon, type IconName } from './icon.tsx';
import './menu.css';

export interface MenuEntry {
  readonly id: string;
  readonly name: string;
  readonly icon?: IconName;
  /** Why it cannot be done; shown below its name. */
  readonly refusal?: string;
  readonly isGrave?: boolean;
  readonly isChosen?: boolean;
}

interface Props {
  readonly label: string;
  /** What the button shows; without it, three dots. */
  readonly children?: ReactNode;
  readonly entries: readonly MenuEntry[];
  readonly onChoose: (id: string) => void;
}

export function Menu({ label, children, entries, onChoose }: Props) {
  return (
    <MenuTrigger>
      <Button
        aria-label={label}
        className={children === undefined ? 'icon-button' : 'button button-quiet menu-button'}
      >
        {children ?? <Icon name="more" />}
      </Button>
      <Popover className="menu-popover" offset={4}>
        <AriaMenu
          className="menu"
          onAction={(key) => onChoose(String(key))}
          disabledKeys={entries.filter((one) => one.refusal !== undefined).map((one) => one.id)}
        >
          {entries.map((one) => (
            <MenuItem
              key={one.id}
              id={one.id}
              textValue={one.name}
              className={`menu-item${one.isGrave === true ? ' menu-item-grave' : ''}`}
            >
              <span className="menu-sign">
                {one.isChosen === true ? (
                  <Icon name="check" />
                ) : one.icon === undefined ? null : (
                  <Icon name={one.icon} />
                )}
              </span>
              <span className="menu-words">
                <Text slot="label">{one.name}</Text>
                {one.refusal === undefined ? null : (
                  <Text slot="description" className="soft small">
                    {one.refusal}
                  </Text>
                )}
              </span>
            </MenuItem>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
