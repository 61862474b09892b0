// Chips: a row of things that were chosen, each to be put back.
import { Button, Label, Tag, TagGroup, TagList } from 'react-aria-components';
import './chips.css';

interface Props {
  readonly label: string;
  readonly chips: readonly {
    readonly id: string;
    readonly name: string;
    readonly note: string;
    readonly remove: string;
    /** Something that came rather than went: not struck through. */
    readonly isAdded?: boolean;
  }[];
  readonly onRemove: (id: string) => void;
}

export function Chips({ label, chips, onRemove }: Props) {
  return (
    <TagGroup
      className="chips"
      onRemove={(keys) => {
        for (const key of keys) onRemove(String(key));
      }}
    >
      <Label className="heard-only">{label}</Label>
      <TagList className="chip-list">
        {chips.map((chip) => (
          <Tag
            key={chip.id}
            id={chip.id}
            textValue={chip.name}
            className={chip.isAdded === true ? 'chip chip-added' : 'chip'}
          >
            <span className="chip-name">{chip.name}</span>
            <span className="chip-note">{chip.note}</span>
            <Button slot="remove" className="chip-remove" aria-label={chip.remove}>
              <span aria-hidden="true">✕</span>
            </Button>
          </Tag>
        ))}
      </TagList>
    </TagGroup>
  );
}
